"""Audio: speech from text, and text from speech."""

from pathlib import Path
from typing import Annotated

from ...base.errors import InputError
from ...cli.call import Call
from ...cli.declare.deprecation import Deprecation
from ...cli.declare.endpoint import Resource
from ...cli.declare.markers import LOCAL, PIPED, POSITIONAL, TEXT, Choices, Default, Limits, Panel
from ...cli.http.request import Request
from ...cli.input.body import file_part
from ...cli.output.view import View
from ...cli.perform import perform
from ...cli.saving.output_format import infer_format_from_suffix
from ..shared.data_urls import data_url
from ..shared.fields import Open
from .speech_stream import SpeechReader, speak
from .transcripts import TranscriptReader, segments, words

TRANSCRIPT = View(text=words, rows=segments)
audio = Resource(
    "audio",
    package=__name__,
    modules={
        "voices": "Make a voice of your own.",
        "voice-consents": "Keep speakers' recorded consents to their voices.",
    },
)

KINDS = "flac, mp3, mp4, mpeg, mpga, m4a, ogg, wav or webm, up to 25 MB; - is standard input."
Filename = Annotated[
    str | None, "The name of what comes through standard input; its ending tells the format.", LOCAL
]
Guidance = Annotated[str | None, "Words for the model to go by: names, spelling, style.", TEXT]
Temperature = Annotated[
    float | None,
    "How freely words are chosen; at 0 the model raises it by itself where it has to.",
    Default(0),
]


@audio.post("/audio/speech", answer="binary", effect="paid", reader=SpeechReader)
def speech(
    call: Call,
    input: Annotated[
        str,
        "The text to say, up to 4096 characters; - is standard input, and what is piped joins it.",
        POSITIONAL,
        PIPED,
    ],
    model: Annotated[
        str, "The model that speaks.", Choices("gpt-4o-mini-tts", "tts-1", "tts-1-hd")
    ],
    voice: Annotated[
        str,
        "The voice; one of your own by --set voice.id=ID.",
        Choices(
            "alloy",
            "ash",
            "ballad",
            "coral",
            "echo",
            "fable",
            "nova",
            "onyx",
            "sage",
            "shimmer",
            "verse",
            "marin",
            "cedar",
        ),
    ],
    instructions: Annotated[
        str | None,
        "How to say it, such as: whispering; up to 4096 characters. Not for tts-1 and tts-1-hd.",
        TEXT,
    ] = None,
    response_format: Annotated[
        str | None,
        "The kind of file; else the ending of --output says it.",
        Choices("mp3", "opus", "aac", "flac", "wav", "pcm"),
        Default("mp3"),
    ] = None,
    speed: Annotated[
        float | None, "How fast, 1 being as usual.", Limits(0.25, 4), Default(1)
    ] = None,
    stream_format: Annotated[
        str | None,
        "How it is sent: as it is, or as events, which --format jsonl prints.",
        Choices("audio", "sse"),
        Default("audio"),
    ] = None,
    open: Open = None,
) -> None:
    """Turn text into speech.

    The sound goes to a new file, or to --output; -o - gives it to a player.

    $ oai audio speech "Dinner is ready" --model gpt-4o-mini-tts --voice coral --open
    $ cat chapter.txt | oai audio speech --model tts-1 --voice alloy -o book.mp3
    $ oai audio speech "Hi" --model tts-1 --voice ash -o - | ffplay -nodisp -
    """
    speak(call)


@audio.post(
    "/audio/transcriptions",
    content_type="multipart/form-data",
    answer="text",
    effect="paid",
    reader=TranscriptReader,
    view=TRANSCRIPT,
)
def transcribe(
    call: Call,
    file: Annotated[
        list[Path],
        f"A recording, or a pattern for several: {KINDS}",
        POSITIONAL,
        Panel("What is heard"),
    ],
    model: Annotated[
        str,
        "The model that listens.",
        Choices(
            "gpt-4o-transcribe",
            "gpt-4o-mini-transcribe",
            "gpt-4o-transcribe-diarize",
            "gpt-transcribe",
            "whisper-1",
        ),
    ],
    filename: Filename = None,
    language: Annotated[str | None, "The language spoken, as a code such as en or de."] = None,
    languages: Annotated[list[str] | None, "The languages that may be spoken."] = None,
    prompt: Guidance = None,
    keywords: Annotated[list[str] | None, "A name or term that is likely to be said."] = None,
    known_speaker_names: Annotated[
        list[str] | None, "Who may speak: up to 4 names, for the model that tells speakers apart."
    ] = None,
    known_speaker_references: Annotated[
        list[Path] | None,
        "A recording of 2 to 10 seconds of each of those speakers, in the same order.",
    ] = None,
    response_format: Annotated[
        str | None,
        "What comes back: JSON, with times or speakers, or plain text or subtitles;"
        " else the ending of --output says it.",
        Choices("json", "text", "srt", "vtt", "verbose_json", "diarized_json"),
        Default("json"),
        Panel("What comes back"),
    ] = None,
    timestamp_granularities: Annotated[
        list[str] | None,
        "What verbose_json times.",
        Choices("word", "segment"),
        Default("segment"),
    ] = None,
    include: Annotated[
        list[str] | None, "More to put into the answer.", Choices("logprobs")
    ] = None,
    stream: Annotated[
        bool | None, "Send the words while they are heard; whisper-1 cannot.", Default(False)
    ] = None,
    temperature: Temperature = None,
    chunking_strategy: Annotated[
        str | None,
        "How long recordings are cut; the speakers' model wants auto above 30 seconds.",
        Choices("auto"),
    ] = None,
    concurrency: Annotated[
        int | None,
        "So many recordings at a time.",
        LOCAL,
        Limits(minimum=1),
        Default(4),
        Panel("Several recordings"),
    ] = None,
) -> None:
    """Turn speech into text in its own language.

    -t prints the words alone. Plain text and subtitles are written exactly as they come.
    Of several recordings, one that fails does not stop the others (exit 7). -o FOLDER/ gets a
    file for each; otherwise they come as a list, or as texts under headings.

    $ oai audio transcribe talk.mp3 --model gpt-transcribe -t
    $ oai audio transcribe a.mp4 --model whisper-1 -o a.srt
    $ oai audio transcribe *.mp3 --model gpt-transcribe -t -o transcripts/
    $ cat call.wav | oai audio transcribe - --filename call.wav --model gpt-transcribe
    """
    from .many import send_recordings

    if filename and file and len(file) > 1:
        raise InputError("--filename: several recordings have names of their own.")
    _name_samples(call)
    infer_format_from_suffix(call, "response_format")
    send_recordings(call, _requests(call, file, filename), concurrency)


@audio.post(
    "/audio/translations",
    content_type="multipart/form-data",
    answer="text",
    effect="paid",
    view=TRANSCRIPT,
    deprecated=Deprecation(),
)
def translate(
    call: Call,
    file: Annotated[Path, f"The recording: {KINDS}", POSITIONAL],
    model: Annotated[str, "The model that listens.", Choices("whisper-1")],
    filename: Filename = None,
    prompt: Guidance = None,
    response_format: Annotated[
        str | None,
        "What comes back: JSON, plain text or subtitles; else the ending of --output says it.",
        Choices("json", "text", "srt", "vtt", "verbose_json"),
        Default("json"),
    ] = None,
    temperature: Temperature = None,
) -> None:
    """Turn speech in any language into English text.

    $ oai audio translate rede.mp3 --model whisper-1 -t
    """
    infer_format_from_suffix(call, "response_format")
    (request,) = _requests(call, [file] if file else [], filename)
    perform(call, request)


def _requests(call: Call, files: list[Path] | None, filename: str | None) -> list[Request]:
    """Return a request for each recording, under the name that tells its format."""
    requests = []
    for file in files or []:
        call.values["file"] = file_part("file", file, filename)
        requests.append(call.request())
    return requests or [call.request()]


def _name_samples(call: Call) -> None:
    """Put the samples of the speakers' voices in as data."""
    samples = call.values.get("known_speaker_references")
    if samples:
        option = "--known-speaker-references"
        urls = [data_url(str(sample), option) for sample in samples]
        call.values["known_speaker_references"] = urls
