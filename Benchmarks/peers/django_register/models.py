"""ChiBo's tables as unmanaged models: the columns the two pages need."""

from django.db import models


class Dated(models.Model):
    effective_from = models.BigIntegerField()
    effective_to = models.BigIntegerField()
    recorded_by = models.BigIntegerField()
    withdrawn_by = models.BigIntegerField()

    class Meta:
        abstract = True


def table(name):
    return type("Meta", (), {"managed": False, "db_table": name})


def link(to, name, column=None, **options):
    return models.ForeignKey(to, models.DO_NOTHING, related_name=name, db_column=column, db_constraint=False, **options)


class Decision(models.Model):
    type = models.TextField()
    number = models.TextField()
    issuer = models.TextField()
    issued_on = models.BigIntegerField()
    Meta = table("decision")


class AdministrativeUnit(models.Model):
    Meta = table("administrative_unit")


class AdministrativeUnitState(Dated):
    unit = link(AdministrativeUnit, "states")
    kind = models.TextField()
    name = models.TextField()
    Meta = table("administrative_unit_state")


class Organisation(models.Model):
    Meta = table("organisation")


class OrganisationState(Dated):
    organisation = link(Organisation, "states")
    kind = models.TextField()
    name = models.TextField()
    name_order = models.BinaryField()
    code = models.TextField()
    parent = link(Organisation, "part_states", null=True)
    unit = link(AdministrativeUnit, "organisation_states", null=True)
    neighbourhood = models.TextField()
    Meta = table("organisation_state")


class OrganisationClosure(Dated):
    ancestor = link(Organisation, "links_down")
    descendant = link(Organisation, "links_up")
    depth = models.BigIntegerField()
    Meta = table("organisation_closure")


class OrganisationSuccession(models.Model):
    predecessor = link(Organisation, "forth")
    successor = link(Organisation, "back")
    effective_on = models.BigIntegerField()
    recorded_by = models.BigIntegerField()
    withdrawn_by = models.BigIntegerField()
    Meta = table("organisation_succession")


class StructureEvent(models.Model):
    kind = models.TextField()
    organisation = link(Organisation, "events")
    effective_on = models.BigIntegerField()
    text = models.TextField()
    decision = link(Decision, "events", null=True)
    recorded_by = models.BigIntegerField()
    withdrawn_by = models.BigIntegerField()
    Meta = table("structure_event")


class Member(models.Model):
    Meta = table("member")


class MemberState(Dated):
    member = link(Member, "states")
    name = models.TextField()
    name_fold = models.TextField()
    name_order = models.BinaryField()
    sex = models.TextField()
    born_on = models.BigIntegerField(null=True)
    admitted_on = models.BigIntegerField(null=True)
    official_on = models.BigIntegerField(null=True)
    Meta = table("member_state")


class MemberNumber(models.Model):
    member = link(Member, "numbers")
    value = models.TextField()
    withdrawn_by = models.BigIntegerField()
    Meta = table("member_number")


class Membership(Dated):
    member = link(Member, "memberships")
    organisation = link(Organisation, "memberships")
    kind = models.TextField()
    Meta = table("membership")


class Appointment(Dated):
    member = link(Member, "appointments")
    organisation = link(Organisation, "appointments")
    title = models.TextField()
    sector = models.TextField()
    Meta = table("appointment")


class LeadershipScope(Dated):
    organisation = link(Organisation, "leads")
    kind = models.TextField()
    subject = models.TextField()
    Meta = table("leadership_scope")


class MassOrganisation(Dated):
    unit = link(AdministrativeUnit, "mass_organisations")
    name = models.TextField()
    Meta = table("mass_organisation")


class Account(models.Model):
    person = models.TextField()
    is_disabled = models.BigIntegerField()
    Meta = table("account")


class RightGrant(models.Model):
    account = link(Account, "grants")
    role = models.TextField()
    organisation = link(Organisation, "grants")
    from_moment = models.BigIntegerField()
    to_moment = models.BigIntegerField()
    Meta = table("right_grant")


class SignIn(models.Model):
    token_hash = models.BinaryField(primary_key=True)
    account = link(Account, "sign_ins")
    kind = models.TextField()
    csrf = models.TextField()
    used_at = models.BigIntegerField()
    ends_at = models.BigIntegerField()
    Meta = table("sign_in")


class RegisterSetting(models.Model):
    name = models.TextField(primary_key=True)
    value = models.TextField()
    Meta = table("register_setting")
