"""The topics of `oai help`: what concerns many commands at once."""

import re
from collections.abc import Callable
from typing import NamedTuple


class Topic(NamedTuple):
    """One line for the list of topics, and the page."""

    summary: str
    page: Callable[[], str]


def exit_codes() -> str:
    """Return the page on exit codes, from the error tree itself."""
    from ...base import errors

    found = [(0, "", "done")]
    for name, meaning in re.findall(r"(\w+) +\d+ {2,}(.+)", errors.__doc__ or ""):
        error: type[errors.OaiError] = getattr(errors, name)
        found.append((error.exit_code, error.kind, meaning))
    rows = [f"  {code:<6}{kind:<14}{meaning}" for code, kind, meaning in sorted(found)]
    return EXIT_CODES.format(rows="\n".join(rows))


def environment() -> str:
    """Return the page on variables; those of settings come from the schema."""
    from ...config.schema import fields

    meanings = [field.meaning for field in fields().values()]
    rows = [f"  {each.variable:<19}{each.help}" for each in meanings if each.variable]
    return ENVIRONMENT.format(rows="\n".join(rows))


EXIT_CODES = """\
Exit codes: what kind of thing went wrong, for scripts.

  exit  kind          meaning
{rows}

The kind is what `--errors json` writes beside the message. Errors go to
stderr; stdout stays empty unless data had already been written to it.

  $ oai files get file-abc123; [ $? -eq 4 ] && echo "there is no such file"
"""

FORMATS = """\
Formats: how answers are written.

  auto   a view for people on a terminal, JSON anywhere else (the default)
  table  the view for people, also in a pipe
  json   what the API answered: order, numbers and unknown fields kept;
         a list is one document, however many pages it took
  jsonl  an object a line, while pages or events arrive
  csv    a row an object; nested fields are columns such as usage.total
  text   the point of the answer alone: the words, the transcript, an id
         a line; -t for short
  raw    the bytes that the server sent; of a list, its first page

-q prints ids only. --fields id,usage.total picks fields, in that order.
-o FILE writes to a file that does not exist yet; --force replaces one.
Only data is on stdout: progress, hints and errors are on stderr.

  $ oai files list --all --format jsonl | jq -r .id
  $ oai models list --fields id,created --format csv
"""

SET = """\
Set: any field of a request, also one that has no option.

  --set name=text           text, exactly as it is written
  --set name:=json          a number, true, null, a list, an object
  --set name=@file          the text of a file; - is standard input
  --set name:=@file.json    the JSON in a file
  --set name==text          a parameter of the query, not of the body

Names nest: a.b or a[b] is a field of an object, a[0] a place in a list,
a[] its end. A backslash takes . [ ] = : \\ as they are: a\\.b=text

--body JSON, --body @file.json or --body - is the request to start from.
Options change it, and --set changes both. --dry-run shows the result.

  $ oai responses create "Hi" --set reasoning.effort=low --dry-run
  $ oai responses create "Hi" --set 'tools[]:={"type":"web_search"}'
"""

ENVIRONMENT = """\
Environment: variables that change what oai does. Options win over them,
and they win over the profile. `oai config list --origin` tells them apart.

{rows}
  OAI_PROFILE        The profile to use.

  OAI_CONFIG_DIR     The folder of the settings file.
  OAI_STATE_DIR      The folder of the sandbox's state, and of transfers and
                     batch runs that can be taken up again.
  OAI_CACHE_DIR      The folder of what can be made again, such as the ids
                     that completion offers.

  NO_COLOR           No colour, if it is not empty.
  FORCE_COLOR        Colour, also in a pipe. --color wins over both.
  HTTPS_PROXY, HTTP_PROXY, ALL_PROXY, NO_PROXY
                     The proxy to go through, and for which hosts not to.
  SSL_CERT_FILE      The certificates to trust.
"""

PROFILES = """\
Profiles: named sets of settings, such as one for each server or team.

They are tables of one TOML file, whose place `oai config path` tells:

  profile = "work"            # used when none is named

  [profiles.work]
  organization = "org-abc"
  key_command = "pass show openai"

  [profiles.local]
  base_url = "http://localhost:11434/v1"

--profile NAME names one for a command, OAI_PROFILE for a shell. An option
wins over the environment, that over the profile, that over the default.
A profile that is named this way and has a base_url wins over OPENAI_BASE_URL.
Its keys, organization, project and headers go to its server alone: see
`oai help keys`. A file with a key in it has to be yours alone (0600).

  $ oai config set base_url http://localhost:11434/v1 --profile local
  $ oai config set profile local
  $ oai config list --origin
"""

KEYS = """\
Keys: a key goes only where it was given for.

  OPENAI_API_KEY, OPENAI_ADMIN_KEY
      to api.openai.com and its subdomains, and to OPENAI_BASE_URL
  a profile's api_key, key_command, key_env and headers
      to the profile's base_url (to api.openai.com if it has none); there a
      profile with a base_url, or one you name, wins over the variables
  --key-env NAME, --header
      to the server of this one command
  --sandbox
      has keys of its own; none of yours is sent to it

Another server gets no key. On this machine the request then goes without
one, which is said once; to anywhere else nothing is sent (exit 3). Two
addresses are one if scheme, host and port are equal, and a redirect to
another address takes no key along. The same goes for the organization, the
project and a profile's headers. `oai config list --origin` shows what is in
use, and why a key is not.

No key is ever an option's value. To give a server its key:

  $ oai models list --base-url https://x.example/v1 --key-env X_API_KEY
  $ oai config set base_url https://api.groq.com/openai/v1 --profile groq
  $ oai config set key_env GROQ_API_KEY --profile groq
  $ pass show groq | oai config set api_key - --profile groq

A header without a value is left out: `--header Authorization:` says that a
server needs no key. In a profile: oai config set headers.Authorization ""
Commands under `oai org` take the admin key: admin_key, admin_key_command and
admin_key_env hold one in a profile.
"""

STREAMS = """\
Streams: answers that are shown while they are made.

On a terminal an answer streams by default; --stream and --no-stream decide.
On a pipe it comes whole, unless --stream is given; then every piece is
written at once:

  text   the words, with nothing added: the pieces join exactly
  jsonl  each event of the API as a line
  json   the whole answer, once it is complete

A stream that is cut, that ends too early or that carries an error ends with
an exit code that is not 0; what had come is kept. So does Ctrl-C (130).

  $ oai responses create "Tell a story" --stream -t > story.txt
  $ oai responses create "Tell a story" --stream --format jsonl | jq .type
"""

TOPICS = {
    "exit-codes": Topic("What kind of thing went wrong, for scripts.", exit_codes),
    "formats": Topic("How answers are written: tables, JSON, CSV, text.", lambda: FORMATS),
    "set": Topic("Any field of a request, also one that has no option.", lambda: SET),
    "environment": Topic("The variables that change what oai does.", environment),
    "profiles": Topic("Named sets of settings, and which value wins.", lambda: PROFILES),
    "keys": Topic("Which key goes to which server.", lambda: KEYS),
    "streams": Topic("Answers that are shown while they are made.", lambda: STREAMS),
}
