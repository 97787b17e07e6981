"""Which record a sealed part belongs to."""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class RecordIdentity:
    """Stands inside each sealed part and is compared when the part is opened.

    `submission` is the submission's id, `council` the council's id, `form` the form's name. So
    nobody who can write in the database can pass one family's words off as another's.
    """

    submission: str
    council: str
    form: str
    form_version: int

    def labels(self, part: str, key_id: str) -> dict[str, str | int]:
        """Return everything that stands beside the answers inside the part of that name.

        `key_id` is the id of the council's key that opens it.
        """
        return {**asdict(self), "part": part, "key": key_id}
