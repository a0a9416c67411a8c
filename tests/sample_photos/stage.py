"""The renderer: one Blender scene with a camera, a sky and meshes, rendered by Cycles to linear light.

``bpy`` ships no type hints, so it is loaded as ``Any`` here and nowhere else; the other modules ask this one.
"""

from __future__ import annotations

import importlib
import math
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

bpy: Any = importlib.import_module("bpy")
mathutils: Any = importlib.import_module("mathutils")

Floats = npt.NDArray[np.floating[Any]]
Vector = tuple[float, float, float]


@dataclass(frozen=True)
class Sun:
    """Where the sun stands: degrees clockwise from +Y (ahead of most cameras), and above the horizon."""

    azimuth: float
    elevation: float
    intensity: float = 1.0
    size: float = 0.545
    dust: float = 1.0
    air: float = 1.0


class Stage:
    """One scene. Lengths are metres, z is up and most cameras look along +Y."""

    def __init__(self, width: int, height: int, samples: int, seed: int) -> None:
        bpy.ops.wm.read_factory_settings(use_empty=True)
        self.scene = bpy.context.scene
        self.width, self.height = width, height
        self.sun = Sun(0.0, 30.0)
        render, cycles = self.scene.render, self.scene.cycles
        render.engine = "CYCLES"
        render.threads_mode, render.threads = "FIXED", 1
        render.resolution_x, render.resolution_y, render.resolution_percentage = width, height, 100
        render.film_transparent = False
        cycles.device, cycles.samples, cycles.seed = "CPU", samples, seed
        cycles.use_adaptive_sampling = True
        cycles.adaptive_threshold = 0.03
        cycles.use_denoising = True
        cycles.denoiser, cycles.denoising_prefilter = "OPENIMAGEDENOISE", "FAST"
        cycles.max_bounces, cycles.diffuse_bounces, cycles.glossy_bounces = 6, 3, 3
        cycles.transparent_max_bounces = 24
        cycles.caustics_reflective = cycles.caustics_refractive = False
        cycles.sample_clamp_indirect = 0.0

    def link(self, thing: Any) -> Any:
        """Puts an object (or a mesh that has none yet) into the scene."""
        if isinstance(thing, bpy.types.Mesh):
            thing = bpy.data.objects.new(thing.name, thing)
        self.scene.collection.objects.link(thing)
        return thing

    def camera(
        self,
        place: Vector,
        target: Vector,
        focal: float = 28.0,
        *,
        roll: float = 0.0,
    ) -> Any:
        """Sets up the camera; ``focal`` is for a frame 36 mm on its longer side."""
        lens = bpy.data.cameras.new("camera")
        lens.lens, lens.sensor_width, lens.sensor_fit = focal, 36.0, "AUTO"
        lens.clip_start, lens.clip_end = 0.02, 200_000.0
        camera = self.link(bpy.data.objects.new("camera", lens))
        direction = mathutils.Vector(target) - mathutils.Vector(place)
        rotation = direction.to_track_quat("-Z", "Y") @ mathutils.Quaternion((0, 0, 1), math.radians(roll))
        camera.location, camera.rotation_mode, camera.rotation_quaternion = place, "QUATERNION", rotation
        self.scene.camera = camera
        return camera

    def sky_node(self, tree: Any, disc: bool) -> Any:
        """A physical sky (Rayleigh, Mie and ozone, after Nishita 1993) with this stage's sun in it."""
        node = tree.nodes.new("ShaderNodeTexSky")
        node.sky_type = "MULTIPLE_SCATTERING"
        node.sun_disc = disc
        node.sun_elevation = math.radians(self.sun.elevation)
        node.sun_rotation = math.radians(self.sun.azimuth)
        node.sun_size, node.sun_intensity = math.radians(self.sun.size), self.sun.intensity
        node.air_density, node.aerosol_density = self.sun.air, self.sun.dust
        return node

    def mesh(
        self,
        name: str,
        points: Floats,
        faces: npt.NDArray[np.int64],
        material: Any,
        attributes: Mapping[str, Floats] | None = None,
        *,
        smooth: bool = True,
    ) -> Any:
        """Adds a mesh of quadrangles or triangles; attributes are per point, scalars or RGB."""
        mesh = bpy.data.meshes.new(name)
        count, sides = faces.shape
        mesh.vertices.add(len(points))
        mesh.vertices.foreach_set("co", np.ascontiguousarray(points, np.float32).ravel())
        mesh.loops.add(count * sides)
        mesh.loops.foreach_set("vertex_index", np.ascontiguousarray(faces, np.int32).ravel())
        mesh.polygons.add(count)
        mesh.polygons.foreach_set("loop_start", np.arange(0, count * sides, sides, dtype=np.int32))
        for key, values in (attributes or {}).items():
            if values.ndim == 1:
                mesh.attributes.new(key, "FLOAT", "POINT").data.foreach_set(
                    "value", np.ascontiguousarray(values, np.float32)
                )
            else:
                rgba = np.ones((len(values), 4), np.float32)
                rgba[:, :3] = values
                mesh.attributes.new(key, "FLOAT_COLOR", "POINT").data.foreach_set("color", rgba.ravel())
        mesh.update(calc_edges=True)
        if not smooth:
            mesh.shade_flat()
        mesh.materials.append(material)
        return self.link(mesh)

    def sheet(
        self,
        name: str,
        x: Floats,
        y: Floats,
        z: Floats,
        material: Any,
        attributes: Mapping[str, Floats] | None = None,
    ) -> Any:
        """Adds a rectangular array of points as one smooth sheet (ground, water, cloth)."""
        rows, columns = z.shape
        index = np.arange(rows * columns).reshape(rows, columns)
        faces = np.stack([index[:-1, :-1], index[:-1, 1:], index[1:, 1:], index[1:, :-1]], axis=-1).reshape(
            -1, 4
        )
        points = np.stack([x, y, z], axis=-1).reshape(-1, 3)
        flat = {k: v.reshape(rows * columns, *v.shape[2:]) for k, v in (attributes or {}).items()}
        return self.mesh(name, points, faces, material, flat)

    def copies(self, thing: Any, places: Sequence[tuple[Vector, float, float]]) -> None:
        """Places an object's mesh again and again: position, turn in degrees, size."""
        for place, turn, size in places:
            copy = self.link(bpy.data.objects.new(thing.name, thing.data))
            copy.location, copy.rotation_euler = place, (0.0, 0.0, math.radians(turn))
            copy.scale = (size, size, size)

    def lamp(self, place: Vector, watts: float, colour: Vector, radius: float = 0.08) -> None:
        """A small round light, for street lamps and lanterns."""
        light = bpy.data.lights.new("lamp", "POINT")
        light.energy, light.color, light.shadow_soft_size = watts, colour, radius
        self.link(bpy.data.objects.new("lamp", light)).location = place

    def render(self) -> npt.NDArray[np.float32]:
        """Renders and returns height x width x 3 linear light (Rec. 709 primaries), top row first."""
        settings = self.scene.render.image_settings
        settings.file_format, settings.color_depth = "OPEN_EXR", "32"
        with tempfile.TemporaryDirectory() as folder:
            self.scene.render.filepath = str(Path(folder) / "frame.exr")
            bpy.ops.render.render(write_still=True)
            image = bpy.data.images.load(self.scene.render.filepath)
            flat = np.empty(self.width * self.height * 4, np.float32)
            image.pixels.foreach_get(flat)
        return np.ascontiguousarray(flat.reshape(self.height, self.width, 4)[::-1, :, :3])
