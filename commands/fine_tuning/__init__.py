"""Fine-tuning: jobs that train models, who may use the result, and graders for training."""

from ...cli.declare.endpoint import Resource

fine_tuning = Resource(
    "fine-tuning",
    package=__name__,
    modules={
        "jobs": "Train models, and follow how that goes.",
        "validate": "Check files of training examples, before a job is paid for.",
        "permissions": "Let other projects use a checkpoint (with an admin key).",
        "graders": "Try out graders before they train a model.",
    },
)
