"""The unit page and the member list of ChiBo, written for Django: ORM and templates.

Reads ChiBo's own SQLite file through unmanaged models. The two recursive walks of the rights are raw SQL, because the
ORM has none; everything else is the ORM, with one question where a loop would ask many.
"""

import hashlib
import os
import sys
import time
from pathlib import Path

from django.conf import settings

import words as w

settings.configure(
    DEBUG=False, ALLOWED_HOSTS=["127.0.0.1", "localhost"], INSTALLED_APPS=["django_register"], ROOT_URLCONF=__name__, SECRET_KEY="only-for-measuring",
    DATABASES={"default": {
        "ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["BENCH_DATABASE"], "CONN_MAX_AGE": None,
        "OPTIONS": {"init_command": "PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY"}}},
    TEMPLATES=[{
        "BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {"builtins": ["django_register.filters"]}}],
    MIDDLEWARE=[f"{__name__}.sessions"], USE_TZ=False, USE_I18N=False, DEFAULT_AUTO_FIELD="django.db.models.BigAutoField")

import django

django.setup()

from django.db import connection
from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat
from django.http import Http404, HttpResponseForbidden, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path

from django_register.models import (
    AdministrativeUnitState, Appointment, LeadershipScope, MassOrganisation, MemberNumber, Membership,
    OrganisationClosure, OrganisationState, OrganisationSuccession, RegisterSetting, RightGrant, SignIn, StructureEvent,
)


def believed(prefix=""):
    return {f"{prefix}recorded_by__lte": w.EVERYTHING, f"{prefix}withdrawn_by__gt": w.EVERYTHING}


def holds(day, prefix=""):
    return {f"{prefix}effective_from__lte": day, f"{prefix}effective_to__gt": day, **believed(prefix)}


def sessions(get_response):
    """Nobody gets past without a session that is in use."""

    def serve(request):
        token = request.COOKIES.get("chibo", "")
        digest = hashlib.sha256(token.encode()).digest()
        now = int(time.time() * 1000)
        found = SignIn.objects.select_related("account").filter(
            token_hash=digest, kind="browser", account__is_disabled=0).first()
        if found is None or found.ends_at <= now or found.used_at + w.IDLE_MS <= now:
            return HttpResponseRedirect("/dang-nhap")
        if found.used_at + 60_000 < now:
            SignIn.objects.filter(token_hash=digest).update(used_at=now)
        request.sign_in = found
        request.grants = list(RightGrant.objects.filter(
            account_id=found.account_id, from_moment__lte=now, to_moment__gt=now,
        ).order_by("id").values_list("role", "organisation_id"))
        response = get_response(request)
        for name, value in w.HEADERS.items():
            response.headers[name] = value
        return response

    return serve


def rights_on(request, organisation):
    if not request.grants:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(w.ABOVE, {"d": w.today(), "o": organisation})
        above = {row[0] for row in cursor.fetchall()}
    return set().union(*(w.ROLES[role][1] for role, place in request.grants if place in above))


def reach(request, right):
    roots = [place for role, place in request.grants if right in w.ROLES[role][1]]
    if not roots:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(w.REACH.replace("%(roots)s", ",".join(map(str, roots))), {"d": w.today()})
        return {row[0] for row in cursor.fetchall()}


def state_of(organisation, day):
    states = list(OrganisationState.objects.filter(organisation_id=organisation, **believed()).order_by("effective_from"))
    if not states:
        raise Http404
    near = [s for s in states if s.effective_from <= day]
    return near[-1] if near else states[0]


def members_below(organisation, day):
    """Official members of an organisation and everything below it; the subquery lets SQLite begin at the organisation."""
    below = OrganisationClosure.objects.filter(ancestor_id=organisation, **holds(day)).values("descendant_id")
    return Membership.objects.filter(organisation_id__in=below, kind="official", **holds(day))


def frame(request, day):
    mode = RegisterSetting.objects.filter(name="mode").values_list("value", flat=True).first()
    return w.frame(
        request.path, day, request.sign_in.account.person, request.sign_in.csrf, request.grants,
        None if mode == "real" else "DỮ LIỆU MÔ PHỎNG")


def breadcrumbs(request, organisation, day):
    seen = reach(request, "viewOrganisations")
    superiors = OrganisationClosure.objects.filter(
        descendant_id=organisation, depth__gt=0, **holds(day), **holds(day, "ancestor__states__")).order_by("-depth")
    return [row for row in superiors.values(organisation_id=F("ancestor_id"), name=F("ancestor__states__name"))
            if row["organisation_id"] in seen]


def unit(request, organisation):
    rights = rights_on(request, organisation)
    if not rights:
        raise Http404
    if "viewOrganisations" not in rights:
        return HttpResponseForbidden()
    day = w.asked_day(request.GET.get("ngay"))
    state = state_of(organisation, day)
    place = AdministrativeUnitState.objects.filter(unit_id=state.unit_id, **holds(day)).values("kind", "name").first()
    lineage = {True: [], False: []}
    for change in OrganisationSuccession.objects.filter(
            Q(predecessor_id=organisation) | Q(successor_id=organisation), **believed(),
    ).order_by("effective_on", "predecessor_id", "successor_id"):
        is_past = change.successor_id == organisation
        other = change.predecessor_id if is_past else change.successor_id
        lineage[is_past].append({
            "id": other, "name": state_of(other, change.effective_on).name, "day": change.effective_on,
            "open": w.day_before(change.effective_on) if is_past else change.effective_on})
    below = members_below(OuterRef(OuterRef("organisation_id")), day).order_by().values("kind").annotate(
        number=Count("*")).values("number")
    parts = OrganisationClosure.objects.filter(ancestor_id=organisation, depth=1, withdrawn_by=w.STILL)
    days = list(StructureEvent.objects.filter(
        Q(organisation_id=organisation) | Q(organisation_id__in=parts.values("descendant_id")), withdrawn_by=w.STILL,
    ).order_by("effective_on").values_list("effective_on", flat=True).distinct())
    is_cell = state.kind in w.CELL_KINDS
    return render(request, "unit.html", {
        **frame(request, day), "breadcrumbs": breadcrumbs(request, organisation, day),
        "before": max((d for d in days if d < day), default=None), "after": min((d for d in days if d > day), default=None),
        "state": state, "kind": w.ORGANISATION_KINDS[state.kind], "is_cell": is_cell,
        "period": w.period_text(state.effective_from, state.effective_to),
        "unit": f"{w.UNIT_KINDS[place['kind']]} {place['name']}" if place else "",
        "can": dict.fromkeys(rights, True), "writing": w.writing(is_cell, state.parent_id is not None, rights),
        "members": members_below(organisation, day).count(),
        "children": list(OrganisationState.objects.filter(parent_id=organisation, **holds(day)).annotate(
            members=Coalesce(Subquery(below, output_field=IntegerField()), 0),
        ).order_by("name_order", "organisation_id").values(
            "organisation_id", "name", "kind", "code", "effective_from", "members")),
        "posts": list(Appointment.objects.filter(
            organisation_id=organisation, **holds(day), **holds(day, "member__states__"),
        ).order_by("effective_from", "id").values(
            "title", "sector", "member_id", "effective_from", name=F("member__states__name")))
        if "viewMembers" in rights else [],
        "leadership": list(LeadershipScope.objects.filter(organisation_id=organisation, **holds(day)).order_by("id").values(
            "id", "kind", "subject", "effective_from")),
        "scopes": w.SCOPES.items(),
        "mass": "; ".join(MassOrganisation.objects.filter(unit_id=state.unit_id, **holds(day)).order_by("id").values_list(
            "name", flat=True)),
        "predecessors": lineage[True], "successors": lineage[False],
        "events": list(StructureEvent.objects.filter(organisation_id=organisation, **believed()).order_by(
            "effective_on", "id").values(
            "effective_on", "kind", "text", type=F("decision__type"), number=F("decision__number"),
            issued_on=F("decision__issued_on"), issuer=F("decision__issuer"))),
    })


def members(request, organisation):
    rights = rights_on(request, organisation)
    if not rights:
        raise Http404
    if "viewMembers" not in rights:
        return HttpResponseForbidden()
    day = w.asked_day(request.GET.get("ngay"))
    text = request.GET.get("tim", "")
    page = int(request.GET.get("trang", 1))
    state = state_of(organisation, day)
    everybody = members_below(organisation, day)
    found = everybody.filter(**holds(day, "member__states__"), **holds(day, "organisation__states__"))
    for word in w.fold(text).split():
        numbers = MemberNumber.objects.filter(value=word, withdrawn_by=w.STILL)
        found = found.annotate(begins=Concat(Value(" ", TextField()), "member__states__name_fold")).filter(
            Q(begins__contains=f" {word}") | Q(member_id__in=numbers.values("member_id")))
    count = found.count() if text else everybody.count()
    start = (page - 1) * w.PAGE_SIZE
    rows = found.order_by("member__states__name_order", "member_id", "id").values(
        "member_id", "organisation_id", name=F("member__states__name"), born_on=F("member__states__born_on"),
        sex=F("member__states__sex"), admitted_on=F("member__states__admitted_on"),
        official_on=F("member__states__official_on"), cell=F("organisation__states__name"), since=F("effective_from"))
    return render(request, "members.html", {
        **frame(request, day), **w.paging(page, count, request.path, day, text),
        "breadcrumbs": [*breadcrumbs(request, organisation, day), state], "state": state,
        "can": dict.fromkeys(rights, True), "count": count, "text": text, "cells": w.CELLS, "reason_above": 500,
        "rows": list(rows[start : start + w.PAGE_SIZE]),
    })


urlpatterns = [path("to-chuc/<int:organisation>", unit), path("to-chuc/<int:organisation>/dang-vien", members)]

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
