"""The common options: declared once, accepted at the root and after any command."""

import shlex
from dataclasses import dataclass, fields
from typing import Annotated, Any, Literal, get_type_hints

import typer

from ..config.choices import Color, Format


def _option(*names: str, help: str, **more: Any) -> Any:
    return typer.Option(*names, help=help, **more)


@dataclass
class CommonOptions:
    """What every command understands beside its own parameters."""

    profile: Annotated[
        str | None, _option("--profile", metavar="NAME", help="Use this profile of the settings.")
    ] = None
    base_url: Annotated[
        str | None, _option("--base-url", metavar="URL", help="Call this server instead.")
    ] = None
    key_env: Annotated[
        str | None,
        _option("--key-env", metavar="NAME", help="Send the key that this variable holds."),
    ] = None
    sandbox: Annotated[
        bool, _option("--sandbox", help="Call the local sandbox: no key, no network, no cost.")
    ] = False
    header: Annotated[
        list[str] | None,
        _option("--header", metavar="NAME:VALUE", help="Send one more header. Repeatable."),
    ] = None
    body: Annotated[
        str | None,
        _option("--body", metavar="JSON|@FILE|-", help="Start from this request body."),
    ] = None
    set: Annotated[
        list[str] | None,
        _option(
            "--set",
            metavar="ITEM",
            help="Set any field: a.b=text, a.b:=json, a[0].c=text, a=@file, a:=@file.json,"
            " name==query. Repeatable.",
        ),
    ] = None
    format: Annotated[
        Format | None,
        _option(
            "--format",
            help="How to write the answer: auto is a view for people on a terminal and JSON"
            " elsewhere.",
        ),
    ] = None
    plain_text: Annotated[
        bool, _option("--plain-text", "-t", help="Short for --format text: the answer alone.")
    ] = False
    quiet: Annotated[bool, _option("--quiet", "-q", help="Print ids only.")] = False
    fields: Annotated[
        str | None,
        _option("--fields", metavar="A,B.C", help="Keep only these fields of each object."),
    ] = None
    output: Annotated[
        str | None,
        _option(
            "--output", "-o", metavar="PATH", help="Write to a file, a folder/, or - (stdout)."
        ),
    ] = None
    force: Annotated[bool, _option("--force", help="Let --output replace a file.")] = False
    dry_run: Annotated[
        bool, _option("--dry-run", help="Print the request as JSON and send nothing.")
    ] = False
    print: Annotated[
        Literal["curl"] | None,
        _option("--print", help="Print the request as a curl command and send nothing."),
    ] = None
    yes: Annotated[bool, _option("--yes", "-y", help="Answer yes to every question.")] = False
    no_input: Annotated[bool, _option("--no-input", help="Never ask; fail instead.")] = False
    max_retries: Annotated[
        int | None,
        _option("--max-retries", metavar="N", min=0, help="Tries after the first. [default: 2]"),
    ] = None
    max_wait: Annotated[
        float | None,
        _option(
            "--max-wait",
            metavar="SECONDS",
            min=0,
            help="The longest wait between two tries, whatever the server asks. [default: 60]",
        ),
    ] = None
    timeout: Annotated[
        float | None,
        _option(
            "--timeout",
            metavar="SECONDS",
            help="The longest silence of the server. [default: 60; 300 where it has to think]",
        ),
    ] = None
    errors: Annotated[
        Literal["text", "json"] | None,
        _option("--errors", help="How to write an error on stderr. [default: text]"),
    ] = None
    color: Annotated[
        Color | None,
        _option("--color", help="When to use colour. [default: auto]"),
    ] = None
    debug: Annotated[
        bool, _option("--debug", help="Tell on stderr what is sent and received, without keys.")
    ] = False

    def command(self, *words: str) -> str:
        """Return a command line that people can type to go on, at the same server."""
        where = ["--sandbox"] if self.sandbox else []
        where += ["--profile", self.profile] if self.profile else []
        where += ["--base-url", self.base_url] if self.base_url else []
        where += ["--key-env", self.key_env] if self.key_env else []
        return shlex.join(["oai", *words, *where])

    @property
    def shows_only(self) -> bool:
        """Whether what would be done is shown, and not done."""
        return self.dry_run or self.print is not None

    def flags(self) -> dict[str, Any]:
        """Return the options that are settings too, as `Settings` takes them."""
        names = ("profile", "base_url", "key_env", "format", "timeout", "max_retries", "color")
        return {name: getattr(self, name) for name in names if getattr(self, name) is not None}


NAMES = tuple(item.name for item in fields(CommonOptions))


def merged(levels: list[dict[str, Any]]) -> CommonOptions:
    """Join what was given at the root, at the group and at the command; the last one wins."""
    values: dict[str, Any] = {}
    for level in levels:
        for name in NAMES:
            value = level.get(name)
            if value is None or value is False or value in ([], ()):
                continue
            values[name] = [*values.get(name, []), *value] if isinstance(value, list) else value
    if values.get("plain_text"):
        values.setdefault("format", "text")
    return CommonOptions(**values)


def declarations() -> dict[str, tuple[Any, Any]]:
    """Return each option's annotation and default, for the root's signature."""
    hints = get_type_hints(CommonOptions, include_extras=True)
    return {item.name: (hints[item.name], item.default) for item in fields(CommonOptions)}
