"""Tunes the upper layers of the sentence encoder so that positions on one claim of a story lie near each other.

Usage: tune.py WEIGHTS.safetensors PIECES.jsonl TUNED.safetensors [--folds N]
PIECES comes from "trainer boards --pieces". With --folds nothing is written: each fold's AUC over held-out stories is printed, before and after.
Needs python3 with numpy and torch (1.13 is enough). The lower half of the layers stays as it is and is run once only.
"""
import argparse
import json
import math
import random
import struct
import time

import numpy as np
import torch
import torch.nn.functional as F

LAYERS, LOWER, HEADS, WIDTH = 6, 3, 12, 384
EPOCHS, RATE, MOST_AT_ONCE, SEED = 4, 5e-5, 40, 20261130


def read_safetensors(path):
    with open(path, "rb") as file:
        size = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(size))
        data = file.read()
    return {name: torch.from_numpy(np.frombuffer(data[e["data_offsets"][0]:e["data_offsets"][1]], "<f4").reshape(e["shape"]).copy())
            for name, e in header.items()}


def layer(weights, index, rows, mask):
    """One layer of BERT over texts [B, T, 384]; mask is 0 for pieces and -inf for padding."""
    w = lambda name: weights[f"{index}.{name}"]
    product = lambda x, name: F.linear(x, w(name), w(f"{name}.bias"))
    norm = lambda x, name: F.layer_norm(x, (WIDTH,), w(f"{name}.scale"), w(f"{name}.shift"), 1e-12)
    count, length, _ = rows.shape
    query, key, value = (product(rows, name).view(count, length, HEADS, -1).transpose(1, 2) for name in ("query", "key", "value"))
    shares = torch.softmax(query @ key.transpose(2, 3) / math.sqrt(WIDTH // HEADS) + mask[:, None, None, :], -1)
    rows = norm(rows + product((shares @ value).transpose(1, 2).reshape(count, length, WIDTH), "attended"), "norm1")
    return norm(rows + product(F.gelu(product(rows, "wide")), "narrow"), "norm2")


def padded(states):
    """Stacks texts of different lengths; also their mask."""
    length = max(len(state) for state in states)
    rows, mask = torch.zeros(len(states), length, WIDTH), torch.full((len(states), length), -1e9)
    for i, state in enumerate(states):
        rows[i, :len(state)], mask[i, :len(state)] = state, 0
    return rows, mask


def lower(weights, pieces):
    """The states of a text after the lower layers, which do not learn."""
    with torch.no_grad():
        rows = F.layer_norm(weights["words"][pieces] + weights["places"][:len(pieces)], (WIDTH,), weights["norm.scale"], weights["norm.shift"], 1e-12)[None]
        for i in range(LOWER):
            rows = layer(weights, i, rows, torch.zeros(1, len(pieces)))
    return rows[0]


def upper(weights, states):
    """Unit vectors of texts from their lower states."""
    rows, mask = padded(states)
    for i in range(LOWER, LAYERS):
        rows = layer(weights, i, rows, mask)
    kept = (mask == 0).float()[:, :, None]
    return F.normalize((rows * kept).sum(1) / kept.sum(1), dim=-1)


def vectors(weights, states):
    with torch.no_grad():
        return torch.cat([upper(weights, states[i:i + 32]) for i in range(0, len(states), 32)])


def auc(score, same):
    order = np.argsort(score, kind="stable")
    ranks = np.empty(len(score))
    ranks[order] = np.arange(1, len(score) + 1)
    positives = same.sum()
    return (ranks[same].sum() - positives * (positives + 1) / 2) / (positives * (len(same) - positives))


def evaluate(weights, stories, states):
    """AUC over all pairs of held-out stories: of wordings, of evidence, and of the greater of the crossed ones."""
    scores, same = [[], [], []], []
    for positions in stories:
        about, evidence = vectors(weights, [states[p["a"]] for p in positions]), vectors(weights, [states[p["e"]] for p in positions])
        cross = about @ evidence.T
        claims = np.array([p["claim"] for p in positions])
        at = np.triu_indices(len(positions), 1)
        for kept, found in zip(scores, (about @ about.T, evidence @ evidence.T, torch.maximum(cross, cross.T))):
            kept.append(found.numpy()[at])
        same.append((claims[:, None] == claims[None, :])[at])
    same = np.concatenate(same)
    return [round(float(auc(np.concatenate(kept), same)), 4) for kept in scores]


def train(base, stories, states, report=None):
    weights = {name: value.clone().requires_grad_(name[0].isdigit() and int(name[0]) >= LOWER) for name, value in base.items()}
    scale, bias = torch.tensor(10.0, requires_grad=True), torch.tensor(-6.0, requires_grad=True)
    learning = [w for w in weights.values() if w.requires_grad]
    steps_an_epoch = sum(max(1, round(len(s) / MOST_AT_ONCE)) for s in stories)
    optimizer = torch.optim.AdamW([{"params": learning, "lr": RATE}, {"params": [scale, bias], "lr": 1e-2}], weight_decay=0.01)
    total, step, draw = steps_an_epoch * EPOCHS, 0, random.Random(SEED)
    for epoch in range(EPOCHS):
        batches = []
        for positions in stories:
            drawn = draw.sample(positions, len(positions))
            parts = max(1, round(len(drawn) / MOST_AT_ONCE))
            batches += [drawn[i::parts] for i in range(parts)]
        draw.shuffle(batches)
        losses = []
        for batch in batches:
            for group in optimizer.param_groups[:1]:
                group["lr"] = RATE * min(1, (step + 1) / 20) * max(0.05, 1 - step / total)
            about, evidence = upper(weights, [states[p["a"]] for p in batch]), upper(weights, [states[p["e"]] for p in batch])
            claims = [p["claim"] for p in batch]
            same = torch.tensor([[float(a == b) for b in claims] for a in claims])
            off = ~torch.eye(len(batch), dtype=torch.bool)
            loss = sum(F.binary_cross_entropy_with_logits((found * scale + bias)[off], same[off])
                       for found in (about @ about.T, evidence @ evidence.T, about @ evidence.T))
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learning, 1.0)
            optimizer.step()
            losses.append(loss.item())
            step += 1
        if report:
            print(f"  epoch {epoch + 1} loss {np.mean(losses):.4f} {report(weights)}", flush=True)
    return {name: value.detach() for name, value in weights.items()}


def write_safetensors(path, named):
    header, blobs, end = {}, [], 0
    for name, values in named.items():
        blob = np.ascontiguousarray(values.numpy(), "<f4").tobytes()
        header[name] = {"dtype": "F32", "shape": list(values.shape), "data_offsets": [end, end + len(blob)]}
        blobs.append(blob)
        end += len(blob)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        file.writelines(blobs)


def main():
    options = argparse.ArgumentParser()
    options.add_argument("weights")
    options.add_argument("pieces")
    options.add_argument("tuned")
    options.add_argument("--folds", type=int, default=0)
    options = options.parse_args()
    torch.manual_seed(SEED)
    base = read_safetensors(options.weights)
    groups, states = {}, {}
    for line in open(options.pieces, encoding="utf-8"):
        position = json.loads(line)
        position["a"], position["e"] = tuple(position["about"]), tuple(position["evidence"])
        if len(position["a"]) > 2:
            groups.setdefault((position["story"], position["part"]), []).append(position)
    start = time.time()
    for positions in groups.values():
        for position in positions:
            for pieces in (position["a"], position["e"]):
                if pieces not in states:
                    states[pieces] = lower(base, list(pieces))
    print(f"{len(groups)} parts of stories, {len(states)} texts, {time.time() - start:.0f} s for the lower layers", flush=True)
    names = list(dict.fromkeys(story for story, _ in groups))
    for fold in range(options.folds):
        held = {name for i, name in enumerate(names) if i % options.folds == fold}
        known = [positions for (story, _), positions in groups.items() if story not in held]
        tested = [positions for (story, part), positions in groups.items() if story in held and part == "given"]
        print(f"fold {fold} before {evaluate(base, tested, states)}", flush=True)
        train(base, known, states, lambda weights: evaluate(weights, tested, states))
    if not options.folds:
        write_safetensors(options.tuned, train(base, list(groups.values()), states))


if __name__ == "__main__":
    main()
