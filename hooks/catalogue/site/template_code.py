"""Templates made code that does no more at each page than it must: Jinja's own code, with four short ways.

Jinja looks each attribute up by a function of its own, asks of each thing it calls whether it wants to be given the
context, makes text that goes out an object that remembers it was escaped, and passes each piece of a part on by itself.
A page does these hundreds of times. What comes out is the same to the byte.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.utils import missing
from markupsafe import Markup, escape
from markupsafe import _escape_inner as escaped  # type: ignore[attr-defined]  # what `escape` asks, and nothing around

_PLAIN = {BuiltinMethodType, FunctionType, MethodType}


class ShortCode(CodeGenerator):
    """Makes code of a template."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """Make code of all of it."""
        self.writeline(f"from {__name__} import MethodType, output")
        super().visit_Template(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Look up an attribute; only where there is none, as Jinja does it."""
        name, owner = self.temporary_identifier(), self.temporary_identifier()
        self.write(f"({name} if ({name} := getattr(({owner} := ")
        self.visit(node.node, frame)
        self.write(f"), {node.attr!r}, missing)) is not missing else environment.getattr({owner}, {node.attr!r}))")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Call what a template calls: a method at once, if it wants no context."""
        rest = (node.kwargs, node.dyn_args, node.dyn_kwargs, forward_caller)
        # What is called among the values given would be in the code twice.
        if not isinstance(node.node, nodes.Getattr) or any(rest) or any(_calls(each) for each in node.args):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        name = self.temporary_identifier()
        self.write(f"({name}(")
        for each in node.args:
            self.visit(each, frame)
            self.write(", ")
        self.write(f") if type({name} := ")
        self.visit(node.node, frame)
        self.write(f") is MethodType and not hasattr({name}, 'jinja_pass_arg') else context.call({name}")
        known = {"_loop_vars": frame.loop_frame, "_block_vars": frame.block_frame}
        self.signature(node, frame, {each: each for each, held in known.items() if held})
        self.write("))")

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:
        """Show a part; one whose name is worked out, or that may be missing or stand alone, as Jinja does it."""
        name = node.template.value if isinstance(node.template, nodes.Const) else None
        if isinstance(name, str) and node.with_context and not node.ignore_missing and frame.buffer is None:
            self.writeline(f"yield from context.part({name!r}, {self.dump_local_context(frame)})", node)
        else:
            super().visit_Include(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None:
            self.write("output(")
        else:
            super()._output_child_pre(node, frame, finalize)


def _calls(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.Call) or node.find(nodes.Call) is not None


def output(value: object) -> str:
    """What a template shows of a value, as HTML."""
    if type(value) is str:
        return str(escaped(value))
    return value if type(value) is Markup else escape(value)


class ShortCalls(Context):
    """The context of a template, which looks at a function of ours no further before it calls it."""

    def part(self, name: str, known: dict[str, Any]) -> Iterator[str]:
        """The pieces of a part that stands in this template; `known` are the values of the names here."""
        template = self.environment.get_template(name, self.name)
        around = {**self.parent, **self.vars}
        for each, value in known.items():
            if value is not missing:
                around[each] = value
        return template.root_render_func(type(self)(self.environment, around, template.name, template.blocks))

    def call(self, called: Any, /, *args: Any, **named: Any) -> Any:
        """Call what a template calls."""
        if type(called) not in _PLAIN or hasattr(called, "jinja_pass_arg"):
            return super().call(called, *args, **named)
        named.pop("_block_vars", None)
        named.pop("_loop_vars", None)
        try:
            return called(*args, **named)
        except StopIteration:
            return self.environment.undefined()
