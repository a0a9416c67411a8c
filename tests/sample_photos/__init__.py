"""Makes the sample photos of the project: one invented trip to a dry Atlantic island.

Every picture is computed from these scripts; none is taken from anybody. The light is path-traced by
Blender's Cycles, so this package needs the ``bpy`` wheel (``pip install bpy``, 5.0 or later) next to NumPy,
Pillow, pillow-heif and OpenCV. The project itself never needs ``bpy``: only somebody who wants to change
the pictures does.
"""
