"""Surfaces, the clouded sky and the air between the camera and the mountains."""

from __future__ import annotations

from math import cos, radians, sin
from typing import Any

from .nodes import Colour, Nodes
from .stage import Stage, bpy

# Clouds by day are lit by the sun and not by the blue around it: what turns sky light into theirs.
DAYLIGHT: Colour = (1.65, 1.18, 0.90)


def _new(name: str) -> tuple[Any, Nodes, Any]:
    """An empty material, its node notation and its output node."""
    material = bpy.data.materials.new(name)
    material.node_tree.nodes.clear()
    nodes = Nodes(material.node_tree)
    return material, nodes, nodes.add("OutputMaterial")


def _through_air(stage: Stage, nodes: Nodes, shader: Any, visibility: float) -> Any:
    """Aerial perspective: the farther a point, the more of the horizon's own light covers it.

    Koschmieder's law, exp(-distance / length), done in the surface because a path-traced volume would
    cost minutes of noise. The veil takes its colour from the sky at the horizon in the same direction, so a
    mountain fades into exactly the sky behind it.
    """
    path = nodes.add("LightPath")
    away = nodes.vector("SCALE", nodes.add("NewGeometry").outputs["Incoming"], scale=-1.0)
    level = nodes.vector("ADD", nodes.vector("MULTIPLY", away, (1.0, 1.0, 0.0)), (0.0, 0.0, 0.025))
    sky = stage.sky_node(nodes.tree, disc=False)
    nodes.feed(sky.inputs["Vector"], nodes.vector("NORMALIZE", level))
    veil = nodes.add("Emission", Color=sky.outputs[0], Strength=1.0)
    kept = nodes.math("EXPONENT", nodes.math("DIVIDE", path.outputs["Ray Length"], -visibility))
    share = nodes.math("MULTIPLY", nodes.math("SUBTRACT", 1.0, kept), path.outputs["Is Camera Ray"])
    return nodes.mix_shader(share, shader, veil.outputs[0])


def surface(
    stage: Stage,
    name: str,
    colour: Colour | None = None,
    *,
    roughness: float = 0.85,
    specular: float = 0.2,
    mottle: tuple[float, float] | None = None,
    bumps: tuple[tuple[float, float], ...] = (),
    visibility: float = 0.0,
    glow: float = 0.0,
    through: float = 0.0,
    metallic: float = 0.0,
) -> Any:
    """An opaque surface.

    ``colour`` None takes the mesh's "Col" attribute. ``mottle`` is (size of the patches in metres, strength),
    ``bumps`` a list of (wavelength, height) in metres, ``visibility`` the length of the air's law (0: none),
    ``through`` how much light a leaf or a tent cloth lets through.
    """
    material, nodes, output = _new(name)
    base: Any = nodes.attribute("Col", colour=True) if colour is None else colour
    if mottle is not None:
        size, strength = mottle
        spots = nodes.remap(
            nodes.noise(1.0 / size, 8.0, roughness=0.62), 0.3, 0.7, 1.0 - strength, 1.0 + strength
        )
        base = nodes.mix(
            1.0, base, nodes.add("CombineColor", Red=spots, Green=spots, Blue=spots).outputs[0], "MULTIPLY"
        )
    normal: Any = None
    for wavelength, height in bumps:
        normal = nodes.bump(nodes.noise(1.0 / wavelength, 5.0), height, normal=normal)
    shader = nodes.add(
        "BsdfPrincipled",
        Base_Color=base,
        Roughness=roughness,
        Specular_IOR_Level=specular,
        Normal=normal,
        Metallic=metallic,
    ).outputs[0]
    if through > 0.0:
        leaf = nodes.add("BsdfTranslucent", Color=base).outputs[0]
        shader = nodes.mix_shader(through, shader, leaf)
    if glow > 0.0:
        shader = nodes.add("AddShader")
        nodes.feed(shader.inputs[0], nodes.add("BsdfDiffuse", Color=base).outputs[0])
        nodes.feed(shader.inputs[1], nodes.add("Emission", Color=base, Strength=glow).outputs[0])
        shader = shader.outputs[0]
    if visibility > 0.0:
        shader = _through_air(stage, nodes, shader, visibility)
    nodes.feed(output.inputs["Surface"], shader)
    return material


def water(stage: Stage, *, ripple: float = 0.02, visibility: float = 0.0, far_roughness: float = 0.16) -> Any:
    """Sea: a Fresnel mirror over the light that comes back out of the water ("Col"), and foam ("foam").

    The light from below is a diffuse surface of the water's own colour, which is what a sea looks like from
    above; waves too small for the mesh are a bump near the camera and roughness ("far", 0 to 1) beyond, after
    the slope statistics of Cox and Munk (1954).
    """
    material, nodes, output = _new("water")
    foam = nodes.attribute("foam")
    far = nodes.attribute("far")
    place = nodes.position()
    near = nodes.math("SUBTRACT", 1.0, far, clamp=True)
    small = nodes.add("Bump", Strength=near, Distance=ripple, Height=nodes.noise(2.6, 5.0, place)).outputs[0]
    normal = nodes.add(
        "Bump", Strength=near, Distance=ripple * 0.25, Height=nodes.noise(11.0, 3.0, place), Normal=small
    ).outputs[0]
    body = nodes.add("BsdfDiffuse", Color=nodes.attribute("Col", colour=True), Normal=normal).outputs[0]
    rough = nodes.remap(far, 0.0, 1.0, 0.05, far_roughness)
    mirror = nodes.add("BsdfGlossy", Color=(1.0, 1.0, 1.0), Roughness=rough, Normal=normal).outputs[0]
    fresnel = nodes.add("Fresnel", IOR=1.333, Normal=normal).outputs[0]
    # At a grazing angle a rough sea shows the slopes facing the camera, and mirrors less than glass does.
    held = nodes.math("MULTIPLY", fresnel, nodes.remap(far, 0.0, 1.0, 1.0, 0.62))
    sea = nodes.mix_shader(held, body, mirror)
    lather = nodes.add(
        "BsdfDiffuse", Color=(0.86, 0.88, 0.88), Normal=nodes.bump(nodes.noise(7.0, 6.0, place), 0.12)
    ).outputs[0]
    shader = nodes.mix_shader(foam, sea, lather)
    if visibility > 0.0:
        shader = _through_air(stage, nodes, shader, visibility)
    nodes.feed(output.inputs["Surface"], shader)
    return material


def sky(
    stage: Stage,
    *,
    cover: float = 0.0,
    scale: float = 0.9,
    seed: float = 0.0,
    cloud: Colour = (1.0, 1.0, 1.0),
    brightness: float = 1.0,
    stretch: float = 1.0,
) -> None:
    """Lights the stage with the physical sky, with a layer of thin cloud drawn in perspective over it.

    The layer is noise on a plane overhead (direction / height), so the clouds crowd towards the horizon as
    real ones do, and the sea mirrors them. Their light is the sky's near the sun, scaled by ``brightness``.
    """
    world = bpy.data.worlds.new("sky")
    stage.scene.world = world
    world.cycles.sampling_method, world.cycles.sample_map_resolution = "MANUAL", 512
    world.node_tree.nodes.clear()
    nodes = Nodes(world.node_tree)
    air = stage.sky_node(world.node_tree, disc=True).outputs[0]
    colour = air
    if cover > 0.0:
        direction = nodes.add("TexCoord").outputs["Generated"]
        split = nodes.add("SeparateXYZ", Vector=direction)
        height = nodes.math("MAXIMUM", split.outputs["Z"], 0.012)
        over = nodes.vector(
            "SCALE", direction, scale=nodes.math("DIVIDE", 1.0, nodes.math("ADD", height, 0.05))
        )
        flat = nodes.vector("MULTIPLY", over, (scale, scale * stretch, 0.0))
        moved = nodes.vector("ADD", flat, (seed * 7.3, seed * 3.1, seed))
        warped = nodes.noise(1.0, 10.0, moved, roughness=0.6, distortion=0.35)
        patches = nodes.noise(0.31, 2.0, moved)
        density = nodes.math(
            "ADD", nodes.math("MULTIPLY", warped, 0.75), nodes.math("MULTIPLY", patches, 0.5)
        )
        edge = 0.78 - cover * 0.35
        mask = nodes.math(
            "MULTIPLY", nodes.remap(density, edge, edge + 0.16), nodes.remap(split.outputs["Z"], 0.015, 0.12)
        )
        glow = stage.sky_node(world.node_tree, disc=False)
        raised = nodes.vector("ADD", nodes.vector("SCALE", direction, scale=0.55), _glow_direction(stage))
        nodes.feed(glow.inputs["Vector"], nodes.vector("NORMALIZE", raised))
        lit = nodes.mix(1.0, glow.outputs[0], tuple(c * brightness for c in cloud), "MULTIPLY")
        colour = nodes.mix(nodes.math("MULTIPLY", mask, 0.85), air, lit)
    background = nodes.add("Background", Color=colour, Strength=1.0)
    nodes.feed(nodes.add("OutputWorld").inputs["Surface"], background.outputs[0])


def _glow_direction(stage: Stage) -> tuple[float, float, float]:
    """A direction a little above the sun on the horizon: where clouds take their light from."""
    turn = radians(stage.sun.azimuth)
    return 0.45 * sin(turn), 0.45 * cos(turn), 0.12


def night_sky(stage: Stage) -> None:
    """The end of the blue hour: an ember at the horizon, deep blue above, stars and the Milky Way."""
    world = bpy.data.worlds.new("night")
    stage.scene.world = world
    world.cycles.sampling_method, world.cycles.sample_map_resolution = "MANUAL", 512
    world.node_tree.nodes.clear()
    nodes = Nodes(world.node_tree)
    direction = nodes.add("TexCoord").outputs["Generated"]
    height = nodes.add("SeparateXYZ", Vector=direction).outputs["Z"]
    colour = nodes.ramp(
        nodes.math("MAXIMUM", height, 0.0),
        (
            (0.0, (0.50, 0.20, 0.07)),
            (0.06, (0.34, 0.19, 0.13)),
            (0.15, (0.11, 0.15, 0.20)),
            (0.36, (0.030, 0.075, 0.16)),
            (1.0, (0.008, 0.022, 0.065)),
        ),
    )
    cells = nodes.add("TexVoronoi", Vector=direction, Scale=120.0)
    spread = nodes.add("SeparateColor", Color=cells.outputs["Color"])
    band = nodes.math("ABSOLUTE", nodes.vector("DOT_PRODUCT", direction, (0.80, -0.34, 0.42)))
    dust = nodes.math(
        "MULTIPLY", nodes.remap(band, 0.32, 0.0), nodes.remap(nodes.noise(5.0, 7.0, direction), 0.4, 0.75)
    )
    size = nodes.math("POWER", spread.outputs["Red"], 9.0)
    disc = nodes.remap(
        cells.outputs["Distance"], nodes.math("ADD", nodes.math("MULTIPLY", size, 0.10), 0.035), 0.0
    )
    seen = nodes.math("MULTIPLY", disc, nodes.remap(height, 0.10, 0.42))
    power = nodes.math("MULTIPLY", seen, nodes.math("ADD", nodes.math("MULTIPLY", size, 5.0), 0.12))
    tone = nodes.mix(spread.outputs["Green"], (1.0, 0.82, 0.66), (0.70, 0.82, 1.0))
    stars = nodes.vector("SCALE", tone, scale=power)
    milky = nodes.vector(
        "SCALE", (0.055, 0.06, 0.08), scale=nodes.math("MULTIPLY", dust, nodes.remap(height, 0.12, 0.5))
    )
    total = nodes.vector("ADD", nodes.vector("ADD", colour, stars), milky)
    background = nodes.add("Background", Color=total, Strength=1.0)
    nodes.feed(nodes.add("OutputWorld").inputs["Surface"], background.outputs[0])
