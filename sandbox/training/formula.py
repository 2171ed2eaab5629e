"""The formula by which several grades become one: arithmetic on their names, and nothing else."""

from __future__ import annotations

import ast
import math
import operator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DEEPEST_POWER = 64
OPERATIONS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: lambda base, power: math.pow(base, min(power, DEEPEST_POWER)),
}
SIGNS: dict[type, Callable[[Any], Any]] = {ast.UAdd: operator.pos, ast.USub: operator.neg}
FUNCTIONS: dict[str, Callable[..., float]] = {
    "min": min,
    "max": max,
    "abs": abs,
    "floor": math.floor,
    "ceil": math.ceil,
    "exp": math.exp,
    "sqrt": math.sqrt,
    "log": math.log,
}


class FormulaError(Exception):
    """The formula cannot be read or calculated."""


class CalculationError(FormulaError):
    """The formula can be read, but has no value for these grades."""


def calculate(formula: str, grades: Mapping[str, float]) -> float:
    """Return what the formula makes of the grades."""
    try:
        return float(value_of(ast.parse(formula, mode="eval").body, grades))
    except ArithmeticError as error:
        raise CalculationError(f"'{formula}': {error}") from error
    except (SyntaxError, ValueError, TypeError, RecursionError) as error:
        raise FormulaError(f"'{formula}': {error}") from error


def value_of(node: ast.expr, grades: Mapping[str, float]) -> float:
    """Return the value of one part of a formula."""
    match node:
        case ast.Constant(value=int() | float() as number):
            return number
        case ast.Name(id=name) if name in grades:
            return grades[name]
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATIONS:
            both = value_of(left, grades), value_of(right, grades)
            return float(OPERATIONS[type(op)](*both))
        case ast.UnaryOp(op=sign, operand=operand) if type(sign) in SIGNS:
            return float(SIGNS[type(sign)](value_of(operand, grades)))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in FUNCTIONS:
            return FUNCTIONS[name](*(value_of(argument, grades) for argument in arguments))
    raise FormulaError(f"'{ast.unparse(node)}' is neither a grader nor arithmetic")
