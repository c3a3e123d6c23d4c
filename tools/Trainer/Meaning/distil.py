"""Teaches an encoder of fewer layers to give the vectors of the whole one, piece by piece (after Sanh et al. 2019, with the states of the last layer for a goal).

Usage: distil.py WEIGHTS.safetensors VOCAB.txt OUT.safetensors DATA [--layers 0,5] [--student BEFORE.safetensors] [--inner 1536] [--stories FOLDER]
                 [--sentences 16000] [--steps 2500] [--seed 1]

WEIGHTS and VOCAB are what weights.py and "trainer meaning unpack" write, DATA is the folder of shared data: sentences of news-text and news-articles are
read. The student begins with the named layers of its teacher, or as it was left before, and keeps its words. Of the inner product of a layer the numbers stay that move its output
most. With annotated stories (their README tells the format) it also learns that evidence of one claim is nearer than that of others of the story (after Khosla et al. 2020).
Needs numpy and torch (Debian: python3-torch, libopenblas0-pthread).
"""
import argparse
import glob
import gzip
import json
import os
import random
import re
import struct
import unicodedata

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from weights import LAYERS, write_safetensors

WIDTH, HEADS, BATCH, MOST_PIECES, RATE = 384, 12, 32, 80, 4e-4
# Of a story so much evidence at once; how sharply near and far are told apart; and what its loss weighs.
MOST_EVIDENCE, SHARPNESS, STORY_WEIGHT = 28, 0.08, 0.3


class Layer(nn.Module):
    """A layer of BERT; its parameters bear the names of the weights' file."""

    PARTS = ("query", "key", "value", "attended", "wide", "narrow")
    NORMS = ("norm1", "norm2")

    def __init__(self, weights, index):
        super().__init__()
        names = [f"{part}{end}" for part in self.PARTS for end in ("", ".bias")] + [f"{norm}.{end}" for norm in self.NORMS for end in ("scale", "shift")]
        self.named = nn.ParameterDict({name.replace(".", "_"): nn.Parameter(weights[f"{index}.{name}"].clone()) for name in names})
        self.names = names

    def keep(self, inner):
        """Leaves those numbers of the inner product, by index."""
        for name in ("wide", "wide_bias"):
            self.named[name] = nn.Parameter(self.named[name].data[inner].clone())
        self.named["narrow"] = nn.Parameter(self.named["narrow"].data[:, inner].clone())

    def product(self, part, rows):
        return functional.linear(rows, self.named[part], self.named[part + "_bias"])

    def norm(self, name, rows):
        return functional.layer_norm(rows, (WIDTH,), self.named[name + "_scale"], self.named[name + "_shift"], 1e-12)

    def inner(self, rows):
        return functional.gelu(self.product("wide", rows))

    def attend(self, rows, mask):
        texts, length, _ = rows.shape
        query, key, value = (self.product(part, rows).view(texts, length, HEADS, WIDTH // HEADS).transpose(1, 2) for part in self.PARTS[:3])
        weight = torch.softmax(query @ key.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + mask, -1)
        return self.norm("norm1", rows + self.product("attended", (weight @ value).transpose(1, 2).reshape(texts, length, WIDTH)))

    def forward(self, rows, mask):
        rows = self.attend(rows, mask)
        return self.norm("norm2", rows + self.product("narrow", self.inner(rows)))


class Encoder(nn.Module):
    def __init__(self, weights, layers):
        super().__init__()
        self.words = nn.Parameter(weights["words"].clone(), requires_grad=False)
        self.places = nn.Parameter(weights["places"].clone())
        self.scale = nn.Parameter(weights["norm.scale"].clone())
        self.shift = nn.Parameter(weights["norm.shift"].clone())
        self.layers = nn.ModuleList([Layer(weights, index) for index in layers])

    def embed(self, pieces):
        """The rows before the first layer, which of them are pieces, and the mask of the others."""
        is_piece = pieces != 0
        rows = functional.layer_norm(self.words[pieces] + self.places[: pieces.shape[1]], (WIDTH,), self.scale, self.shift, 1e-12)
        return rows, is_piece, torch.where(is_piece, 0.0, -1e4)[:, None, None, :]

    def forward(self, pieces):
        """Pieces (texts, length), 0 behind the end; rows (texts, length, WIDTH), and which of them are pieces."""
        rows, is_piece, mask = self.embed(pieces)
        for layer in self.layers:
            rows = layer(rows, mask)
        return rows, is_piece

    @torch.no_grad()
    def narrow(self, inner, batches):
        """Leaves of the inner product of each layer those numbers that move its output most over some batches."""
        moved = [torch.zeros(len(layer.named["wide_bias"])) for layer in self.layers]
        for pieces in batches:
            rows, is_piece, mask = self.embed(pieces)
            for layer, sums in zip(self.layers, moved):
                sums += (layer.inner(layer.attend(rows, mask)) ** 2 * is_piece[..., None]).sum((0, 1))
                rows = layer(rows, mask)
        for layer, sums in zip(self.layers, moved):
            layer.keep((sums.sqrt() * layer.named["narrow"].norm(dim=0)).topk(inner).indices.sort().values)

    def weights(self):
        """The weights under the names of weights.py."""
        named = {"words": self.words, "places": self.places, "norm.scale": self.scale, "norm.shift": self.shift}
        for index, layer in enumerate(self.layers):
            named.update({f"{index}.{name}": layer.named[name.replace(".", "_")] for name in layer.names})
        return {name: value.detach().numpy() for name, value in named.items()}


def read_weights(path):
    with open(path, "rb") as file:
        data = file.read()
    (size,) = struct.unpack("<Q", data[:8])
    return {
        name: torch.tensor(np.frombuffer(data[8 + size:][slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"]).copy())
        for name, entry in json.loads(data[8:8 + size]).items()
    }


def sentences(data, count):
    """Sentences of 6 to 60 words, two of an old article, up to twelve of a new one, and some titles."""
    found = []
    for path in [os.path.join(data, "news-text", "news-text.jsonl.gz"), *sorted(glob.glob(os.path.join(data, "news-articles", "*.jsonl.gz")))]:
        each = 2 if "news-text" in path else 12
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for article in map(json.loads, lines):
                text = re.sub(r"\s+", " ", article.get("text") or "")
                parts = [part for part in re.split(r"(?<=[.!?])[\"”]? (?=[\"“A-Z])", text) if 6 <= len(part.split()) <= 60]
                found += random.sample(parts, min(each, len(parts)))
                if article.get("title") and random.random() < 0.3:
                    found.append(article["title"])
    random.shuffle(found)
    return found[:count]


def evidence(folder, data):
    """The evidence of each annotated story with its claims; ranges are of UTF-16 code units, "T" stands for the title."""
    with gzip.open(os.path.join(data, "news-text", "news-text.jsonl.gz"), "rt", encoding="utf-8") as lines:
        articles = {article["id"]: article for article in map(json.loads, lines)}

    def text(article, span):
        whole = articles[article]["title"] or "" if span[0] == "T" else articles[article]["text"]
        start, end = (int(at) for at in span.lstrip("T").split("-")) if span != "T" else (0, len(whole))
        return whole.encode("utf-16-le")[2 * start:2 * end].decode("utf-16-le").replace("\n", " ")

    for path in sorted(glob.glob(os.path.join(folder, "*.tsv"))):
        with open(path, encoding="utf-8") as file:
            rows = [line.rstrip("\n").split("\t") for line in file]
        yield sorted({(text(row[1], span), row[5]) for row in rows if row[0] == "pos" for span in [row[8], *filter(None, row[9].split(","))]})


def pieces_of(text, vocabulary):
    """Numbers of the word pieces of a text, and where the word of each begins and ends; places are of UTF-16 units."""
    text = "".join(c if ord(c) < 0x10000 else "\u25a1\u25a1" for c in text)
    pieces, starts, ends = [], [], []
    for word in re.finditer(r"\w+|[^\w\s]", text):
        plain = "".join(c for c in unicodedata.normalize("NFD", word.group().lower()) if unicodedata.category(c) != "Mn")
        found = [piece for part in re.findall(r"\w+|[^\w\s]", plain) for piece in word_pieces(part, vocabulary)]
        pieces += found
        starts += [word.start()] * len(found)
        ends += [word.end()] * len(found)
    return pieces, starts, ends


def word_pieces(word, vocabulary):
    start, parts = 0, []
    while start < len(word):
        end = next((end for end in range(len(word), start, -1) if ("##" if start else "") + word[start:end] in vocabulary), None)
        if end is None:
            return [vocabulary["[UNK]"]]
        parts.append(vocabulary[("##" if start else "") + word[start:end]])
        start = end
    return parts


def cut(text, vocabulary):
    """Numbers of the word pieces of a text, with the marks before and behind it."""
    return [vocabulary["[CLS]"], *pieces_of(text, vocabulary)[0][: MOST_PIECES - 2], vocabulary["[SEP]"]]


def pad(batch):
    rows = np.zeros((len(batch), max(map(len, batch))), np.int64)
    for row, pieces in zip(rows, batch):
        row[: len(pieces)] = pieces
    return torch.tensor(rows)


def pooled(rows, is_piece):
    return functional.normalize((rows * is_piece[..., None]).sum(1), dim=1)


def loss(mine, theirs, is_piece):
    """How far the pieces are from their goal, the texts from theirs, and the texts' cosines with each other from theirs."""
    weight = is_piece[..., None].float()
    pieces = ((mine - theirs) ** 2 * weight).sum() / (theirs ** 2 * weight).sum()
    texts, between = text_losses(pooled(mine, is_piece), pooled(theirs, is_piece))
    return pieces + texts + between, texts


def text_losses(mine, theirs):
    """How far unit vectors of texts are from their goal, and their cosines with each other from theirs, as much as both shall weigh."""
    return 1 - (mine * theirs).sum(1).mean(), 5 * ((mine @ mine.T - theirs @ theirs.T) ** 2).mean()


def story_loss(student, story):
    """How far evidence of one claim is from being nearer to each other than to the rest of its story; 0 where no two are of one claim."""
    story = random.sample(story, min(MOST_EVIDENCE, len(story)))
    return claim_loss(pooled(*student(pad([pieces for pieces, _ in story]))), [claim for _, claim in story], SHARPNESS)


def claim_loss(vectors, claims, sharpness):
    """How far unit vectors of one claim are from being nearer to each other than to the others (Khosla et al. 2020); 0 where no two are of one claim."""
    own = torch.eye(len(claims))
    same = torch.tensor([[float(one == other) for other in claims] for one in claims]) - own
    likely = vectors @ vectors.T / sharpness - 1e9 * own
    likely, has = likely - torch.logsumexp(likely, 1, keepdim=True), same.sum(1) > 0
    return -((likely * same).sum(1)[has] / same.sum(1)[has]).mean() if has.any() else torch.tensor(0.0)


def read_vocabulary(path):
    """The number of each word piece."""
    with open(path, encoding="utf-8") as file:
        return {line.rstrip("\n"): number for number, line in enumerate(file)}


def main():
    parser = argparse.ArgumentParser()
    for name in ("weights", "vocabulary", "out", "data"):
        parser.add_argument(name)
    parser.add_argument("--layers", default="0,5")
    parser.add_argument("--student")
    parser.add_argument("--inner", type=int)
    parser.add_argument("--stories")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sentences", type=int, default=16000)
    parser.add_argument("--steps", type=int, default=2500)
    options = parser.parse_args()
    random.seed(options.seed)
    torch.manual_seed(options.seed)

    vocabulary = read_vocabulary(options.vocabulary)
    weights = read_weights(options.weights)
    layers = [int(layer) for layer in options.layers.split(",")]
    teacher = Encoder(weights, range(LAYERS)).eval()
    student = Encoder(read_weights(options.student), range(len(layers))) if options.student else Encoder(weights, layers)
    texts = sorted((cut(text, vocabulary) for text in sentences(options.data, options.sentences)), key=len)
    batches = [pad(texts[start:start + BATCH]) for start in range(0, len(texts), BATCH)]
    with torch.no_grad():
        goals = [teacher(batch)[0].half() for batch in batches]

    if options.inner:
        student.narrow(options.inner, random.sample(batches, min(60, len(batches))))
    stories = [[(cut(text, vocabulary), claim) for text, claim in story] for story in (evidence(options.stories, options.data) if options.stories else [])]

    learned = [parameter for parameter in student.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=RATE, weight_decay=0.01)
    order, mean = [], 0.0
    for step in range(options.steps):
        order = order or random.sample(range(len(batches)), len(batches))
        index = order.pop()
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1, (step + 1) / 100) * max(0.02, 1 - step / options.steps)
        rows, is_piece = student(batches[index])
        total, apart = loss(rows, goals[index].float(), is_piece)
        if stories and step % 2 == 0:
            total = total + STORY_WEIGHT * story_loss(student, random.choice(stories))
        optimizer.zero_grad()
        total.backward()
        nn.utils.clip_grad_norm_(learned, 1.0)
        optimizer.step()
        mean = apart.item() if step == 0 else 0.98 * mean + 0.02 * apart.item()
        if step % 100 == 99:
            print(f"step {step + 1} cosine {1 - mean:.4f}", flush=True)
    write_safetensors(options.out, student.weights())


if __name__ == "__main__":
    main()
