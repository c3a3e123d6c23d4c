"""The weights of the pretrained encoder, out of its ONNX file and under plain names; and the table of characters without case and accents.

Usage: weights.py MODEL.onnx WEIGHTS.safetensors FOLDS.txt
"""
import json
import struct
import sys
import unicodedata

import numpy as np

LAYERS = 6


def varint(data, at):
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            return value, at


def fields(data):
    """The fields of a protobuf message: number and value, which is an int or bytes."""
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        kind = key & 7
        if kind == 0:
            value, at = varint(data, at)
        else:
            size = {1: 8, 5: 4}.get(kind)
            if size is None:
                size, at = varint(data, at)
            value = data[at:at + size]
            at += size
        yield key >> 3, value


def tensor(data):
    """Name and numbers of a TensorProto; None for numbers that are no raw 32-bit floats."""
    shape, kind, name, raw = [], 0, "", None
    for field, value in fields(data):
        if field == 1:
            if isinstance(value, int):
                shape.append(value)
            else:
                at = 0
                while at < len(value):
                    size, at = varint(value, at)
                    shape.append(size)
        elif field == 2:
            kind = value
        elif field == 8:
            name = bytes(value).decode()
        elif field == 9:
            raw = value
    return name, np.frombuffer(raw, "<f4").reshape(shape) if kind == 1 and raw is not None else None


def initializers(path):
    """All weights of an ONNX model by name (ModelProto.graph = 7, GraphProto.initializer = 5)."""
    with open(path, "rb") as file:
        model = memoryview(file.read())
    graphs = [value for field, value in fields(model) if field == 7]
    return dict(tensor(value) for graph in graphs for field, value in fields(graph) if field == 5)


def weights(found):
    """Weights under the names that the trainer packs; matrices with one row per output."""
    named = {
        "words": found["embeddings.word_embeddings.weight"],
        # There is one kind of text only, so its vector goes into that of the place.
        "places": found["embeddings.position_embeddings.weight"] + found["embeddings.token_type_embeddings.weight"][0],
        "norm.scale": found["embeddings.LayerNorm.weight"],
        "norm.shift": found["embeddings.LayerNorm.bias"],
    }
    # The export names matrices by number, in the order of use.
    shapes = ((384, 384), (384, 1536), (1536, 384))
    numbered = [name for name, value in found.items() if value is not None and value.shape in shapes and name.split("_")[-1].isdigit()]
    numbered.sort(key=lambda name: int(name.split("_")[-1]))
    parts = {
        "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
        "attended": "attention.output.dense", "wide": "intermediate.dense", "narrow": "output.dense",
    }
    if len(numbered) != LAYERS * len(parts):
        raise ValueError(f"{len(numbered)} matrices instead of {LAYERS * len(parts)}")
    for layer in range(LAYERS):
        prefix = f"encoder.layer.{layer}."
        for (part, bias), matrix in zip(parts.items(), numbered[layer * len(parts):]):
            named[f"{layer}.{part}"] = found[matrix].T
            named[f"{layer}.{part}.bias"] = found[f"{prefix}{bias}.bias"]
        for norm, name in (("norm1", "attention.output.LayerNorm"), ("norm2", "output.LayerNorm")):
            named[f"{layer}.{norm}.scale"] = found[f"{prefix}{name}.weight"]
            named[f"{layer}.{norm}.shift"] = found[f"{prefix}{name}.bias"]
    return named


def write_safetensors(path, named):
    header, blobs, end = {}, [], 0
    for name, values in named.items():
        blob = np.ascontiguousarray(values, "<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [end, end + len(blob)]}
        blobs.append(blob)
        end += len(blob)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        file.writelines(blobs)


def folds():
    """Each character that lower case and the loss of accents change, followed by what it becomes."""
    for code in range(128, 0x10000):
        char = chr(code)
        # Surrogates, Hangul syllables (no text of ours), marks and what is no character stay out.
        if 0xD800 <= code < 0xE000 or 0xAC00 <= code <= 0xD7A3 or unicodedata.category(char) in ("Cn", "Cc", "Cf", "Co", "Zs", "Mn"):
            continue
        folded = "".join(c for c in unicodedata.normalize("NFD", char.lower()) if unicodedata.category(c) != "Mn")
        if folded != char:
            yield char + folded


if __name__ == "__main__":
    write_safetensors(sys.argv[2], weights(initializers(sys.argv[1])))
    with open(sys.argv[3], "w", encoding="utf-8") as file:
        file.write("\n".join(folds()))
