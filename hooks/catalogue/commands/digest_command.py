"""`catalogue digest`: the week's news as one e-mail, sent by whatever mail server the settings name."""

from __future__ import annotations

import os
import smtplib
from datetime import date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path

import click

from catalogue import read_folder
from catalogue.commands.news_command import authority
from catalogue.commands.shared.options import docs_option, say, stop, today_option
from catalogue.dates import long_day
from catalogue.diagnostics import number
from catalogue.site.news import Item, items

SETTINGS = ("SMTP_HOST", "DIGEST_FROM", "DIGEST_TO")
"""The variables without which nothing is sent; SMTP_PORT, SMTP_USER and SMTP_PASSWORD may be set too."""


@click.command("digest")
@docs_option
@click.option("--days", default=7, show_default=True, type=click.IntRange(1, 366), help="How many days it looks back.")
@click.option("--dry-run", is_flag=True, help="Show the message, and send nothing.")
@today_option
def digest_command(docs: Path, days: int, dry_run: bool, now: datetime) -> None:
    """Send the news of the last days by e-mail.

    Off unless SMTP_HOST, DIGEST_FROM and DIGEST_TO are set. Receivers do not see each other.
    """
    host = authority(docs)
    first = now.date() - timedelta(days=days)
    found = [item for item in items(read_folder(docs).on(now.date()), now, host) if first < item.day <= now.date()]
    if not found:
        say("There is no news of these days; nothing is sent.\n")
        return
    message = digest(found, first + timedelta(days=1), now, host)
    if dry_run:
        say(message.get_content())
    elif missing := [name for name in SETTINGS if not os.environ.get(name)]:
        say(f"{', '.join(missing)} not set; nothing is sent.\n")
    else:
        _send(message)


def digest(found: list[Item], first: date, now: datetime, host: str) -> EmailMessage:
    """A message of plain text (RFC 5322) with these items, newest first; addresses are filled in when it is sent.

    `now` is aware, in UK time, and becomes the date of the message; `first` is the first of its days in the UK.
    """
    message = EmailMessage()
    message["Subject"] = f"What is new: {number(len(found), 'piece')} of news since {long_day(first)}"
    message["Date"] = format_datetime(now)
    message["Message-ID"] = make_msgid(domain=host or "localhost")
    message.set_content("\n\n".join(_told(item, host) for item in found) + "\n")
    return message


def _told(item: Item, host: str) -> str:
    lines = [f"{long_day(item.day)}: {item.title}", item.changed]
    lines += [f"Whom it affects: {item.affects}"] if item.affects else []
    lines += [f"What to do: {item.action}"] if item.action else []
    lines += [f"https://{host}/{item.address}"] if host else []
    return "\n".join(filter(None, lines))


def _send(message: EmailMessage) -> None:
    settings = os.environ
    receivers = settings["DIGEST_TO"].replace(";", ",").replace("\n", ",").split(",")
    to = [address.strip() for address in receivers if address.strip()]
    message["From"], message["To"] = settings["DIGEST_FROM"], "undisclosed-recipients:;"
    try:
        with smtplib.SMTP(settings["SMTP_HOST"], int(settings.get("SMTP_PORT") or 587), timeout=30) as server:
            if server.ehlo() and server.has_extn("starttls"):
                server.starttls()
                server.ehlo()
            if settings.get("SMTP_USER"):
                server.login(settings["SMTP_USER"], settings.get("SMTP_PASSWORD", ""))
            server.send_message(message, settings["DIGEST_FROM"], to)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        stop(f"The message could not be sent: {error}.")
    say(f"Sent to {number(len(to), 'address')[:-1] + 'es' if len(to) != 1 else '1 address'}.\n")
