"""A short notation for Blender's shader nodes, so that a material reads like the formula it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Colour = tuple[float, float, float]


class Nodes:
    """Adds nodes to one tree; every method returns an output socket that the next one can take."""

    def __init__(self, tree: Any) -> None:
        self.tree = tree

    def add(self, kind: str, **inputs: Any) -> Any:
        """Adds a node and feeds its inputs (``Base_Color`` stands for "Base Color")."""
        node = self.tree.nodes.new(f"ShaderNode{kind}")
        for name, value in inputs.items():
            self.feed(node.inputs[name.replace("_", " ")], value)
        return node

    def feed(self, socket: Any, value: Any) -> None:
        """Links an output to an input, or sets the input's constant."""
        if hasattr(value, "is_output"):
            self.tree.links.new(value, socket)
        elif value is not None:
            if isinstance(value, tuple) and socket.type == "RGBA":
                value = (*value, 1.0)
            socket.default_value = value

    def math(self, operation: str, *values: Any, clamp: bool = False) -> Any:
        """Scalar arithmetic."""
        node = self.add("Math")
        node.operation, node.use_clamp = operation, clamp
        for socket, value in zip(node.inputs, values, strict=False):
            self.feed(socket, value)
        return node.outputs[0]

    def vector(self, operation: str, *values: Any, scale: Any = None) -> Any:
        """Vector arithmetic."""
        node = self.add("VectorMath")
        node.operation = operation
        for socket, value in zip(node.inputs, values, strict=False):
            self.feed(socket, value)
        if scale is not None:
            self.feed(node.inputs["Scale"], scale)
        return node.outputs["Value" if operation in ("DOT_PRODUCT", "LENGTH") else "Vector"]

    def attribute(self, name: str, *, colour: bool = False) -> Any:
        """A per-point attribute of the mesh."""
        node = self.add("Attribute")
        node.attribute_name = name
        return node.outputs["Color" if colour else "Fac"]

    def position(self) -> Any:
        """The shaded point in the world."""
        return self.add("NewGeometry").outputs["Position"]

    def noise(
        self,
        scale: float,
        detail: float = 4.0,
        vector: Any = None,
        roughness: float = 0.55,
        distortion: float = 0.0,
    ) -> Any:
        """Fractal noise about 0.5."""
        return self.add(
            "TexNoise",
            Vector=vector if vector is not None else self.position(),
            Scale=scale,
            Detail=detail,
            Roughness=roughness,
            Distortion=distortion,
        ).outputs[0]

    def remap(self, value: Any, low: float, high: float, to_low: float = 0.0, to_high: float = 1.0) -> Any:
        """Linear from one interval to another, held at its ends."""
        node = self.add("MapRange")
        for socket, number in zip(node.inputs, (value, low, high, to_low, to_high), strict=False):
            self.feed(socket, number)
        return node.outputs[0]

    def mix(self, share: Any, first: Any, second: Any, kind: str = "MIX") -> Any:
        """Mixes two colours."""
        node = self.add("MixRGB", Fac=share, Color1=first, Color2=second)
        node.blend_type = kind
        return node.outputs[0]

    def ramp(self, value: Any, stops: Sequence[tuple[float, Colour]]) -> Any:
        """A colour scale."""
        node = self.add("ValToRGB", Fac=value)
        elements = node.color_ramp.elements
        while len(elements) < len(stops):
            elements.new(1.0)
        for element, (position, colour) in zip(elements, stops, strict=True):
            element.position, element.color = position, (*colour, 1.0)
        return node.outputs[0]

    def bump(self, height: Any, distance: float, strength: float = 1.0, normal: Any = None) -> Any:
        """A normal tilted by a height field."""
        return self.add("Bump", Strength=strength, Distance=distance, Height=height, Normal=normal).outputs[0]

    def mix_shader(self, share: Any, first: Any, second: Any) -> Any:
        """Mixes two surfaces."""
        node = self.add("MixShader")
        for socket, value in zip(node.inputs, (share, first, second), strict=True):
            self.feed(socket, value)
        return node.outputs[0]
