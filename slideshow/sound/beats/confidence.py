"""Onsets and beats in, how far to trust them out."""

import numpy as np

from slideshow.sound.beats.spectrum import Floats


def features(flux: Floats, strength: Floats, beats: Floats, frame_seconds: float) -> dict[str, float]:
    gaps = np.diff(beats)
    usual = np.median(gaps)
    # Unevenness from beat to beat, whatever the tempo does over a longer time.
    bends = np.abs(np.diff(gaps)) / usual
    reach = max(1, round(0.04 / frame_seconds))
    near = strength.copy()
    for shift in range(1, reach):
        near[shift:] = np.maximum(near[shift:], strength[:-shift])
        near[:-shift] = np.maximum(near[:-shift], strength[shift:])
    frames = np.clip(np.round(beats / frame_seconds).astype(int), 0, len(near) - 1)
    on = near[frames]
    # How much of everything that begins does so on a beat or a simple part of one.
    total = 0.0
    for part in (0.0, 0.5):
        places = np.clip(np.round((beats[:-1] + part * gaps) / frame_seconds).astype(int), 0, len(near) - 1)
        near_sum = sum(strength[np.clip(places + k, 0, len(strength) - 1)].sum() for k in (-2, -1, 0, 1, 2))
        total += near_sum
    share = total / (strength.sum() + 1e-6)
    chance = 10 * frame_seconds / usual
    # Does the pattern of beats come back: strength folded beat by beat, against the mean beat.
    grid = (beats[:-1, None] + gaps[:, None] * np.arange(16) / 16) / frame_seconds
    rows = near[np.clip(np.round(grid).astype(int), 0, len(near) - 1)]
    rows = rows - rows.mean(axis=1, keepdims=True)
    unit = rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6)
    alike = [float((unit[lag:] * unit[:-lag]).sum(axis=1).mean()) for lag in (1, 2, 3, 4) if lag < len(unit)]
    return {
        "bend": float(np.median(bends)) if len(bends) else 1.0,
        "bend90": float(np.percentile(bends, 80)) if len(bends) else 1.0,
        "struck": float((on > 1.0).mean()),
        "on": float(np.median(on)),
        "share": float(share),
        "over chance": float(share / chance),
        "alike": max(alike, default=0.0),
        "alike mean": float(np.mean(alike)) if alike else 0.0,
    }


def confidence(flux: Floats, strength: Floats, beats: Floats, frame_seconds: float) -> float:
    found = features(flux, strength, beats, frame_seconds)
    return round(float(np.clip(found["alike"] * 1.2, 0, 1)), 3)
