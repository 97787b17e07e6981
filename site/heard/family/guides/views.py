"""What families read: home, guides, pages about the site, and who helps now."""

from datetime import date, datetime
from typing import Any

from flask import Blueprint, Response, abort, make_response, render_template, url_for
from flask_babel import gettext
from markupsafe import Markup

from heard.authority.hours import LONDON
from heard.authority.settings import REQUIRED_CONTACTS
from heard.family.guides import children_frame
from heard.family.guides.reading_hours import reading_times
from heard.family.guides.review_dates import check_ends, check_words
from heard.family.print import leaflets
from heard.family.site import hour_is_known, now, site
from heard.journeys.catalogue import JOURNEYS
from heard.languages.marks import N_
from heard.library.contacts.contacts import Answering, next_change, who_answers
from heard.library.pages.articles import Article
from heard.library.release import CONTACT_DAYS, PAGE_DAYS
from heard.library.sources.front_matter import GROUPS
from heard.web.inline import STATIC, inline_script
from heard.web.page_language import spoken, weekday_and_time
from heard.web.serving.page_cache import FRESH_UNTIL

#: So many are named where a form tells who answers now.
_FEW = 3

blueprint = Blueprint("guides", __name__, url_prefix="/<lang>")

#: A guide has nothing to fill in: it takes the script for leaving alone, to fit one round trip.
SCRIPT = inline_script("leave.js")

#: What one may need help with, as contacts are marked, in the order of urgency.
NEEDS = {
    "danger": N_("Somebody is in danger"),
    "violence": N_("Somebody hurts or scares you"),
    "child": N_("A child needs help, or you worry about a child"),
    "parent": N_("Help for parents and carers"),
    "talk": N_("Somebody to talk to"),
    "health": N_("Health, mind, drink and drugs"),
    "home": N_("Money and a home"),
    "complaint": N_("Something went wrong"),
}

#: What each group of guides is about: its name, and one line.
GROUP_WORDS = {
    "start": (
        N_("What this is about"),
        N_("The meeting, why it was called, who comes, your rights"),
    ),
    "ready": (N_("Get ready"), N_("Reports, questions, help to take part, who can come with you")),
    "day": (N_("On the day"), N_("What happens in order, and the words people use")),
    "decision": (N_("The decision and the plan"), N_("Who decides, what a plan is, how it ends")),
    "trouble": (N_("If something is wrong"), N_("If you do not agree, and your information")),
}


@blueprint.get("/")
def home() -> Response:
    """The first page: what the meeting is, what one can do, who answers now."""
    moment = now()
    return by_the_clock(
        render_template(
            "guides/home.html",
            group_words=GROUP_WORDS,
            journeys=JOURNEYS,
            reading=reading_times(site().council, moment) if hour_is_known() else None,
            pictures={name: _picture(name) for name in ("parent", "child", "helper")},
        ),
        site().council.office_hours.next_change(moment),
    )


@blueprint.get("/guides")
def all_guides() -> str:
    """Every guide for adults, by what one wants to know."""
    guides = site().library.guides(spoken().code)
    return render_template(
        "guides/guides.html",
        groups=[(group, [each for each in guides if each.group == group]) for group in GROUPS],
        group_words=GROUP_WORDS,
        others=[each for each in guides if each.audience in ("supporter", "professional")],
    )


@blueprint.get("/guides/<slug>")
def guide(slug: str) -> Response:
    """One guide."""
    return _show(site().library.page(spoken().code, "guide", slug), "guide")


@blueprint.get("/about/<slug>")
def page(slug: str) -> Response:
    """A page about the site: privacy, safe use, accessibility."""
    return _show(site().library.page(spoken().code, "page", slug), "guide")


@blueprint.get("/help")
def help_now() -> Response:
    """Who can help, those who answer now first."""
    moment = now()
    shown = shown_contacts(moment)
    needs = [(words, [c for c in shown if need in c["need"]]) for need, words in NEEDS.items()]
    body = render_template(
        "guides/help.html", contacts=shown, needs=needs, hour_is_known=hour_is_known()
    )
    return by_the_clock(body, contacts_change(moment))


def _show(page: Article | None, kind: str) -> Response:
    if page is None:
        abort(404)
    today = _today(now())
    english = url_for(
        "guides.guide" if page.kind == "guide" else "guides.page", lang="en", slug=page.slug
    )
    values: dict[str, Any] = {
        "page": page,
        "check_words": check_words(page.checked, PAGE_DAYS, today),
        "contents": [(each.text, each.id) for each in page.headings if each.level == 2],
        "body": Markup(page.body),  # noqa: S704  (made by the library, which escapes raw HTML)
        "english": english,
        "interpreter": site().council.contacts.get("interpreter_line"),
        "leaflets": leaflets.links(page),
    }
    age = page.audience.removeprefix("child-")
    if age in children_frame.BODY:
        body = children_frame.shown("young/guide.html", age, **values, **_beside(page))
    else:
        body = render_template("guides/guide.html", script=SCRIPT, page_kind=kind, **values)
    return by_the_clock(body, check_ends(page.checked, PAGE_DAYS, today))


def _beside(page: Article) -> dict[str, Any]:
    """The guides before and after this one in its world, for the foot of the page."""
    guides = site().library.guides(spoken().code, page.audience)
    order = [None, *(each for each in guides if children_frame.in_a_world(each)), None]
    at = order.index(page) if page in order else 0
    return {"before": order[at - 1] if at else None, "after": order[at + 1] if at else None}


def contacts_change(moment: datetime) -> datetime | None:
    """When the next of them opens, closes, or was checked too long ago."""
    contacts, today = site().library.contacts(spoken().code), _today(moment)
    changes = [next_change(contacts, moment)]
    changes += [check_ends(each.checked, CONTACT_DAYS, today) for each in contacts]
    return min((change for change in changes if change), default=None)


def shown_contacts(moment: datetime) -> list[dict[str, Any]]:
    """Every contact as the macro `contact` shows it, those who answer now first."""
    contacts = site().library.contacts(spoken().code)
    answering = who_answers(contacts, moment if hour_is_known() else None)
    return [_shown(each, _today(moment)) for each in answering]


def answering_now(moment: datetime) -> list[dict[str, Any]]:
    """The few who answer at this moment, as the macro `contact` shows them.

    Worked out once a minute for each language: many may come to a form at once.
    """
    kept: dict[str, Any] = site().edition.once("answering", dict)
    minute = moment.replace(second=0, microsecond=0)
    if kept.get("minute") != minute:
        kept.clear()
        kept["minute"] = minute
    code = spoken().code
    if code not in kept:
        found = [each for each in shown_contacts(moment) if each["state"] == "open"]
        kept[code] = found[:_FEW]
    few: list[dict[str, Any]] = kept[code]
    return few


def _shown(answering: Answering, today: date) -> dict[str, Any]:
    contact = answering.contact
    words = {
        "always": gettext("Open day and night"),
        "open": gettext("Open now"),
        "unknown": gettext("Hours not known. You can try."),
        "closed": gettext("Closed now"),
        "sometimes": gettext("Not open day and night. You can try."),
    }[answering.status]
    if answering.opens:
        words = gettext("Opens: %(when)s", when=weekday_and_time(answering.opens))
    return {
        "id": contact.id,
        "name": contact.name,
        "phone": contact.phone,
        "tel": contact.tel,
        "text": contact.text,
        "email": contact.email,
        "site": contact.site,
        "name_lang": contact.name_language if contact.name_language != spoken().code else "",
        "lang": contact.language if contact.language != spoken().code else "",
        "state": "open" if answering.status == "always" else answering.status,
        "state_words": words,
        "need": contact.need,
        "relay": contact.relay and contact.phone,
        "for_words": contact.purpose,
        "note": contact.note,
        "check_words": check_words(contact.checked, CONTACT_DAYS, today),
    }


def _today(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


def council_phones() -> list[dict[str, str]]:
    """Whom to call when the site does not work: the team, and who answers outside its hours."""
    contacts = {each.id: each for each in site().library.contacts(spoken().code)}
    return [
        {"name": contacts[name].name, "phone": contacts[name].phone} for name in REQUIRED_CONTACTS
    ]


def _picture(name: str) -> Markup:
    return Markup((STATIC / "pictures" / f"{name}.svg").read_text("utf-8"))  # noqa: S704


def by_the_clock(body: str, changes: datetime | None) -> Response:
    """A page that holds until the clock changes what it says."""
    answer = make_response(body)
    if changes is not None:
        answer.headers[FRESH_UNTIL] = str(changes.timestamp())
    return answer
