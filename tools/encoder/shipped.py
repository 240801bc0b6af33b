"""The weights that come with the program, read back: which pieces were kept, and the layers as they are in eight bits."""

import json
import pathlib
import struct

import numpy as np
import torch

from pack import MAGIC, PANEL
from weights import INNER, LAYERS, WIDTH

FILE = pathlib.Path(__file__).resolve().parents[2] / "integrations/models/encoder/weights.bin"


class Shipped:
    """`kept` are the ids of the pieces, `layers` a state dict for model.Encoder, `name` as the program names the model."""

    def __init__(self, path=FILE):
        self.data = pathlib.Path(path).read_bytes()
        self.at = len(MAGIC)
        (size,) = struct.unpack("<I", self._bytes(4))
        header = json.loads(self._bytes(size))
        self.name = f"{header['name']}-{header['sha256'][:12]}"
        pieces = header["pieces"]
        self._bytes(4 * (pieces + 1) + header["bytes"] + -header["bytes"] % 4)
        self.kept = np.frombuffer(self._bytes(4 * pieces), "<u4").tolist()
        self._bytes(4 * pieces)
        self._bytes((pieces + 3) * (4 + WIDTH) + 4 * header["positions"] * WIDTH + 8 * WIDTH)
        self.layers = {}
        for number in range(LAYERS):
            for name, inputs, outputs in (("qkv", WIDTH, 3 * WIDTH), ("out", WIDTH, WIDTH), ("norm1", WIDTH, 0),
                                          ("up", WIDTH, INNER), ("down", INNER, WIDTH), ("norm2", WIDTH, 0)):
                weight, bias = self._matrix(inputs, outputs) if outputs else (self._floats(inputs), self._floats(inputs))
                self.layers[f"layers.{number}.{name}.weight"] = weight
                self.layers[f"layers.{number}.{name}.bias"] = bias

    def _bytes(self, count):
        self.at += count
        return self.data[self.at - count : self.at]

    def _floats(self, count):
        return torch.tensor(np.frombuffer(self._bytes(4 * count), "<f4"))

    def _matrix(self, inputs, outputs):
        scales, bias = self._floats(outputs), self._floats(outputs)
        panels = np.frombuffer(self._bytes(inputs * outputs), np.int8).reshape(outputs // PANEL, inputs // 2, PANEL, 2)
        numbers = panels.transpose(0, 2, 1, 3).reshape(outputs, inputs)
        return torch.tensor(numbers.astype(np.float32)) * scales[:, None], bias
