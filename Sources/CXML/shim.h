/* Debian builds libxml2 with ICU, whose headers clash with those inside Foundation. Nothing used here names an ICU type. */
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/xmlreader.h>
