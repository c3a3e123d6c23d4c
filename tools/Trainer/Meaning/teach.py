"""Teaches the encoder what boards ask of it: whether what somebody says is a position, with which label, and which sentences of a story are about one claim.

Usage: teach.py STUDENT.safetensors TEACHER.safetensors VOCAB.txt EXAMPLES OUT.safetensors [--held-out PART] [--epochs 3] [--seed 1]

STUDENT is what distil.py wrote, TEACHER the whole encoder, EXAMPLES the folder that "trainer meaning examples" wrote. OUT holds the weights and a head (one hidden layer over the means of
cue, content, holder and whole text). Examples of PART are left out: models that learn from the encoder's scores must see them as on stories that it has not seen.
Three losses: of the head; of the teacher's vectors of the same texts, so that meaning stays what it was; and that what is about one claim of a story is nearer than what is not
(Khosla et al. 2020). Needs numpy and torch (Debian: python3-torch, libopenblas0-pthread).
"""
import argparse
import json
import math
import os
import random

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from distil import WIDTH, Encoder, claim_loss, pad, pieces_of, pooled, read_vocabulary, read_weights, text_losses
from weights import LAYERS, write_safetensors

BATCH, MOST_PIECES, MOST_EVIDENCE, HIDDEN, LABELS = 24, 108, 28, 192, 6
ENCODER_RATE, HEAD_RATE, DROPPED = 2e-4, 1e-3, 0.15
SHARPNESS, STORY_WEIGHT, TEACHER_WEIGHT = 0.1, 0.5, 2.0


class Text:
    """The pieces of a text and of spans of it; a span is cut to the pieces that are read."""

    def __init__(self, text, vocabulary):
        pieces, self.starts, self.ends = pieces_of(text, vocabulary)
        self.pieces = [vocabulary["[CLS]"], *pieces[:MOST_PIECES], vocabulary["[SEP]"]]

    def span(self, start, end):
        inside = [i + 1 for i, (s, e) in enumerate(zip(self.starts[:MOST_PIECES], self.ends)) if s < end and e > start]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)


class Judge(nn.Module):
    def __init__(self, weights):
        super().__init__()
        self.encoder = Encoder(weights, range(sum(name.endswith(".query") for name in weights)))
        self.hidden, self.output, self.dropped = nn.Linear(4 * WIDTH + 2, HIDDEN), nn.Linear(HIDDEN, 1 + LABELS), nn.Dropout(DROPPED)

    def scores(self, rows, lengths, owners, spans):
        """A row for each candidate: that it is a position, and each label. Spans (candidates, 3, 2) of cue, content and holder."""
        rows, at = self.dropped(rows)[owners], torch.arange(rows.shape[1])[None]
        whole = torch.stack([torch.zeros_like(lengths), lengths], 1)[owners]
        parts = [mean(rows, at, span) for span in (*spans.unbind(1), whole)]
        marks = torch.stack([spans[:, 2, 1] > spans[:, 2, 0], spans[:, 0, 0] < spans[:, 1, 0]], 1).float()
        return self.output(self.dropped(functional.gelu(self.hidden(torch.cat([*parts, marks], 1)))))

    def weights(self):
        head = {"head.hidden": self.hidden.weight, "head.hidden.bias": self.hidden.bias, "head.output": self.output.weight, "head.output.bias": self.output.bias}
        return {**self.encoder.weights(), **{name: value.detach().numpy() for name, value in head.items()}}


def mean(rows, at, span):
    inside = ((at >= span[:, :1]) & (at < span[:, 1:])).float()
    return (rows * inside[..., None]).sum(1) / inside.sum(1).clamp(min=1)[:, None]


def lines(path, held_out):
    with open(path, encoding="utf-8") as file:
        for example in map(json.loads, file):
            if example["fold"] != held_out:
                yield example


def read_candidates(folder, vocabulary, held_out):
    for example in lines(os.path.join(folder, "candidates.jsonl"), held_out):
        text = Text(example["text"], vocabulary)
        text.spans = [[text.span(*one[part]) for part in ("cue", "content", "holder")] for one in example["candidates"]]
        text.positions, text.labels = ([one[part] for one in example["candidates"]] for part in ("position", "label"))
        if any(position >= 0 or label > 0 for position, label in zip(text.positions, text.labels)):
            yield text


def read_stories(folder, vocabulary, held_out):
    for example in lines(os.path.join(folder, "stories.jsonl"), held_out):
        for part in ("given", "found"):
            story = []
            for position in example[part]:
                text = Text(position["text"], vocabulary)
                text.about, text.claim = text.span(*position["about"]), position["claim"]
                story.append(text)
            if len(story) >= 4:
                yield story


@torch.no_grad()
def teach_vectors(weights, texts):
    """The whole encoder's vector of each text."""
    teacher = Encoder(weights, range(LAYERS)).eval()
    texts = sorted(texts, key=lambda text: len(text.pieces))
    for start in range(0, len(texts), 32):
        batch = texts[start:start + 32]
        rows, is_piece = teacher(pad([text.pieces for text in batch]))
        for text, vector in zip(batch, pooled(rows, is_piece)):
            text.goal = vector


def head_loss(scores, batch):
    positions, labels = (torch.tensor([value for text in batch for value in getattr(text, name)]) for name in ("positions", "labels"))
    told, labelled = positions >= 0, labels > 0
    loss = functional.binary_cross_entropy_with_logits(scores[told, 0], positions[told].float(), reduction="sum") / 2
    return (loss + functional.cross_entropy(scores[labelled, 1:], labels[labelled] - 1, reduction="sum")) / len(batch)


def teacher_loss(vectors, batch):
    return sum(text_losses(vectors, torch.stack([text.goal for text in batch])))


def story_loss(encoder, story):
    story = random.sample(story, min(MOST_EVIDENCE, len(story)))
    rows, is_piece = encoder(pad([text.pieces for text in story]))
    at, about = torch.arange(rows.shape[1])[None], torch.tensor([text.about if text.about[1] else (1, len(text.pieces) - 1) for text in story])
    inside = ((at >= about[:, :1]) & (at < about[:, 1:])).float()
    claims = [text.claim for text in story]
    return claim_loss(pooled(rows, inside), claims, SHARPNESS) + 0.5 * claim_loss(pooled(rows, is_piece), claims, SHARPNESS)


def batches(texts):
    texts = sorted(texts, key=lambda text: len(text.pieces) + 8 * random.random())
    found = [texts[start:start + BATCH] for start in range(0, len(texts), BATCH)]
    random.shuffle(found)
    return found


def main():
    parser = argparse.ArgumentParser()
    for name in ("student", "teacher", "vocabulary", "examples", "out"):
        parser.add_argument(name)
    parser.add_argument("--held-out", type=int, default=-1)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random.seed(options.seed)
    torch.manual_seed(options.seed)

    vocabulary = read_vocabulary(options.vocabulary)
    texts = list(read_candidates(options.examples, vocabulary, options.held_out))
    stories = list(read_stories(options.examples, vocabulary, options.held_out))
    teach_vectors(read_weights(options.teacher), texts)
    judge = Judge(read_weights(options.student))
    encoder = [parameter for parameter in judge.encoder.parameters() if parameter.requires_grad]
    head = [*judge.hidden.parameters(), *judge.output.parameters()]
    optimizer = torch.optim.AdamW([{"params": encoder, "rate": ENCODER_RATE}, {"params": head, "rate": HEAD_RATE}], lr=ENCODER_RATE, weight_decay=0.01)
    steps = math.ceil(len(texts) / BATCH)
    every, total, step = max(1, steps // max(1, len(stories))), options.epochs * steps, 0
    for epoch in range(options.epochs):
        means, waiting = [], []
        for batch in batches(texts):
            for group in optimizer.param_groups:
                group["lr"] = group["rate"] * min(1, (step + 1) / 100) * max(0.02, 1 - step / total)
            rows, is_piece = judge.encoder(pad([text.pieces for text in batch]))
            owners = torch.tensor([i for i, text in enumerate(batch) for _ in text.spans])
            spans = torch.tensor([span for text in batch for span in text.spans])
            loss = head_loss(judge.scores(rows, torch.tensor([len(text.pieces) for text in batch]), owners, spans), batch)
            means.append(loss.item())
            loss = loss + TEACHER_WEIGHT * teacher_loss(pooled(rows, is_piece), batch)
            if stories and step % every == 0:
                waiting = waiting or random.sample(stories, len(stories))
                loss = loss + STORY_WEIGHT * story_loss(judge.encoder, waiting.pop())
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_([*encoder, *head], 1.0)
            optimizer.step()
            step += 1
        print(f"epoch {epoch + 1} head {np.mean(means):.4f}", flush=True)
    write_safetensors(options.out, judge.weights())


if __name__ == "__main__":
    main()
