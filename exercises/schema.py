"""One JSON Schema of all exercise files, for editors and for other programs.

A schema tells which fields there are and what they may hold. How fields hang together (which threshold is
below which, what is measured from which view) only `exercises.lint` tells.
"""

from __future__ import annotations

import json
from functools import reduce
from operator import or_
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from exercises.files import LIBRARY, exercise_kinds
from exercises.parts import MEASURES, known_measure

SCHEMA_FILE = LIBRARY / "exercise.schema.json"


class _Generator(GenerateJsonSchema):
    """Names the measures where a field holds one; leaves out null, and titles that repeat a name."""

    def function_after_schema(self, schema: core_schema.AfterValidatorFunctionSchema) -> JsonSchemaValue:
        found = super().function_after_schema(schema)
        if schema["function"]["function"] is known_measure:
            found["enum"] = list(MEASURES)
        return found

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])  # a TOML file leaves a field out; it has no null

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        found = super().default_schema(schema)
        return {key: value for key, value in found.items() if (key, value) != ("default", None)}

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def generate(self, schema: CoreSchema, mode: JsonSchemaMode = "validation") -> JsonSchemaValue:
        found = super().generate(schema, mode)
        return {"$schema": self.schema_dialect, "title": "Backtalk exercise", **found}


def make_schema() -> dict[str, Any]:
    """Generate the schema from the kinds of exercise that a file can be."""
    any_kind: Any = reduce(or_, exercise_kinds())
    return TypeAdapter[Any](any_kind).json_schema(schema_generator=_Generator)


def schema_text() -> str:
    """Give the schema as it stands in its file."""
    return json.dumps(make_schema(), indent=2, ensure_ascii=False) + "\n"
