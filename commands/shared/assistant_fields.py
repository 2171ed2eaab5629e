"""Parameters that assistants and their runs share, each declared once."""

from typing import Annotated, Any

from ...cli.declare.markers import TEXT, Choices, Default, Fields
from .suggestions import EFFORTS, MODELS

AssistantId = Annotated[str, "The assistant's id."]
AssistantName = Annotated[str | None, "Its name, up to 256 characters."]
Description = Annotated[str | None, "What it is for, up to 512 characters."]
Instructions = Annotated[
    str | None, "What it is told before every conversation, up to 256,000 characters.", TEXT
]
OtherModel = Annotated[str | None, "The model that answers, instead of the present one.", MODELS]
ReasoningEffort = Annotated[
    str | None, "How much a reasoning model thinks first.", Choices(*EFFORTS), Default("medium")
]
ResponseFormat = Annotated[
    str | None,
    "The form of the answer. JSON by a schema:"
    ' --set \'response_format:={"type": "json_schema", …}\'.',
    Choices("auto"),
]
Tools = Annotated[
    list[dict[str, Any]] | None,
    'What it may use: code_interpreter, file_search or functions, such as [{"type":'
    ' "file_search"}].',
]
ToolResources = Annotated[
    dict[str, Any] | None,
    "The files and vector stores of its tools, such as file_search.vector_store_ids[]=vs_abc123.",
    Fields(code_interpreter=dict, file_search=dict),
]
