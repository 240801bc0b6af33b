"""The weights that come with the program, read back: which pieces were kept, and the layers as they are in eight bits."""

import json
import pathlib
import struct

import numpy as np
import torch

import messages
from pack import MAGIC, PANEL
from weights import INNER, LAYERS, WIDTH

READER = b"oldhand reader 1\n"
FILES = pathlib.Path(__file__).resolve().parents[2] / "integrations/models/encoder"


class File:
    """A file of weights, read from its beginning to its end; `header` is what it says of itself."""

    def __init__(self, path, magic):
        self.data = pathlib.Path(path).read_bytes()
        if not self.data.startswith(magic):
            raise ValueError(f"{path}: no file that begins with {magic}")
        self.at = len(magic)
        (size,) = struct.unpack("<I", self._bytes(4))
        self.header = json.loads(self._bytes(size))

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

    def _layers(self, count):
        """A state dict of so many layers, for model.Encoder."""
        found = {}
        for number in range(count):
            for name, inputs, outputs in (("qkv", WIDTH, 3 * WIDTH), ("out", WIDTH, WIDTH), ("norm1", WIDTH, 0),
                                          ("up", WIDTH, INNER), ("down", INNER, WIDTH), ("norm2", WIDTH, 0)):
                weight, bias = self._matrix(inputs, outputs) if outputs else (self._floats(inputs), self._floats(inputs))
                found[f"layers.{number}.{name}.weight"] = weight
                found[f"layers.{number}.{name}.bias"] = bias
        return found


class Shipped(File):
    """`kept` are the ids of the pieces, `layers` a state dict for model.Encoder, `name` as the program names the model."""

    def __init__(self, path=FILES / "weights.bin"):
        super().__init__(path, MAGIC)
        header = self.header
        self.name = f"{header['name']}-{header['sha256'][:12]}"
        pieces = header["pieces"]
        self._bytes(4 * (pieces + 1) + header["bytes"] + -header["bytes"] % 4)
        self.kept = np.frombuffer(self._bytes(4 * pieces), "<u4").tolist()
        self._bytes(4 * pieces)
        self._bytes((pieces + 3) * (4 + WIDTH) + 4 * header["positions"] * WIDTH + 8 * WIDTH)
        self.layers = self._layers(LAYERS)


class ShippedReader(File):
    """`state` is a state dict for reader.Reader with the acts and roles of messages.py; what the file does not know yet begins
    at nothing."""

    def __init__(self, path=FILES / "reader.bin"):
        super().__init__(path, READER)
        roles, acts, divided = self.header["roles"], self.header["acts"], self.header.get("divided", 1)
        self.state = {"side": self._floats(WIDTH)}
        outputs = lambda names: [f"{part} {name}" for name in names for part in ("begin", "inside")]
        bounds = ["outside", "begin", "inside", "none"]
        self._head("token", WIDTH, bounds + outputs(roles), bounds + outputs(messages.ROLES), 1)
        self._head("stretch", 4 * WIDTH, acts, messages.ACTS, divided)
        self._head("message", 2 * WIDTH, acts, messages.ACTS, divided)
        self.state |= self._layers(self.header["layers"])

    def _head(self, name, inputs, had, wanted, times):
        weight, bias = self._matrix(inputs, len(had) + -len(had) % PANEL)
        at = [had.index(w) if w in had else None for w in wanted]
        row = lambda matrix, i: torch.zeros_like(matrix[0]) if i is None else times * matrix[i]
        self.state[f"{name}.weight"] = torch.stack([row(weight, i) for i in at])
        self.state[f"{name}.bias"] = torch.stack([row(bias, i) for i in at])
