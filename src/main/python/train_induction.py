"""Trains induction-2l: an attention-only transformer of two layers that continues repeated random tokens.

    python3 -m venv venv && venv/bin/pip install torch safetensors numpy
    venv/bin/python src/main/python/train_induction.py src/main/resources/dev/circuitry/experiment/models/induction-2l

Seeded and on one thread, so the same versions on the same processor give the same weights; a few minutes.
Writes model.safetensors by TransformerLens' names, config.json by its fields, and the figures of the model card.
"""

import json
import os
import sys
import time

import torch
from safetensors.torch import save_file

SEED = 0
LAYERS, HEADS, D_MODEL, D_HEAD, VOCABULARY, CONTEXT = 2, 4, 64, 32, 64, 64
STEPS, BATCH, LENGTH = 2500, 128, 48
SHORTEST, LONGEST = 8, 24  # of what is repeated: were it always as long, counting back would do
RATE, DECAY = 2e-3, 0.05
THRIFT = 0.05  # for each head, times the norm of what it writes: one head does what four could share


class Induction(torch.nn.Module):
    """Shortformer: positions are added to what queries and keys read, never to the residual stream."""

    def __init__(self):
        super().__init__()
        random = torch.Generator().manual_seed(SEED)

        def drawn(*shape, scale):
            return torch.nn.Parameter(torch.randn(*shape, generator=random) * scale)

        self.W_E = drawn(VOCABULARY, D_MODEL, scale=0.2)
        self.W_pos = drawn(CONTEXT, D_MODEL, scale=0.2)
        self.W_Q, self.W_K, self.W_V = (
            drawn(LAYERS, HEADS, D_MODEL, D_HEAD, scale=D_MODEL**-0.5) for _ in range(3)
        )
        self.W_O = drawn(LAYERS, HEADS, D_HEAD, D_MODEL, scale=(2 * HEADS * D_HEAD) ** -0.5)
        self.W_U = drawn(D_MODEL, VOCABULARY, scale=D_MODEL**-0.5)

    def forward(self, tokens):
        length = tokens.shape[1]
        future = torch.ones(length, length).triu(1).bool()
        resid = self.W_E[tokens]  # [batch, pos, d_model]
        patterns, written = [], []
        for layer in range(LAYERS):
            placed = resid + self.W_pos[:length]
            q = torch.einsum("bpm,hmd->bhpd", placed, self.W_Q[layer])
            k = torch.einsum("bpm,hmd->bhpd", placed, self.W_K[layer])
            v = torch.einsum("bpm,hmd->bhpd", resid, self.W_V[layer])
            scores = (q @ k.transpose(-1, -2) / D_HEAD**0.5).masked_fill(future, float("-inf"))
            pattern = scores.softmax(-1)  # [batch, head, query, key]
            patterns.append(pattern)
            results = torch.einsum("bhqd,hdm->bhqm", pattern @ v, self.W_O[layer])
            written.append(results.square().mean((0, 2, 3)).sqrt())  # [head]
            resid = resid + results.sum(1)
        return resid @ self.W_U, patterns, torch.cat(written)


def repeated(random, rows, length, period):
    """Rows of different random tokens, repeated."""
    once = torch.stack([torch.randperm(VOCABULARY, generator=random)[:period] for _ in range(rows)])
    return once.repeat(1, -(-length // period))[:, :length]


def loss_of(logits, tokens, period):
    """Cross entropy where the next token is known: from the first repeated one on."""
    return torch.nn.functional.cross_entropy(
        logits[:, period:-1].reshape(-1, VOCABULARY), tokens[:, period + 1 :].reshape(-1)
    )


def main(folder):
    torch.set_num_threads(1)
    random = torch.Generator().manual_seed(SEED + 1)
    model = Induction()
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=DECAY, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1, step / 200) * max(0.02, 1 - step / STEPS)
    )
    began = time.time()
    for step in range(STEPS):
        period = int(torch.randint(SHORTEST, LONGEST + 1, (1,), generator=random))
        tokens = repeated(random, BATCH, LENGTH, period)
        logits, _, written = model(tokens)
        loss = loss_of(logits, tokens, period)
        optimizer.zero_grad()
        (loss + THRIFT * written.sum()).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        if step % 500 == 0 or step == STEPS - 1:
            print(f"step {step}: loss {loss.item():.4f}, {time.time() - began:.0f} s", flush=True)
    report(model)
    write(model, folder)


def report(model):
    """The figures of the model card, on rows that were not trained on."""
    random = torch.Generator().manual_seed(SEED + 2)
    period = 20
    tokens = repeated(random, 200, 2 * period, period)
    with torch.no_grad():
        logits, patterns, written = model(tokens)
        print(f"loss {loss_of(logits, tokens, period).item():.5f}")
        right = logits[:, period:-1].argmax(-1) == tokens[:, period + 1 :]
        print(f"accuracy on the second half {right.float().mean().item():.4f}")
        for layer in range(LAYERS):
            for head in range(HEADS):
                pattern = patterns[layer][:, head]
                previous = pattern.diagonal(-1, 1, 2).mean().item()
                induction = pattern.diagonal(-(period - 1), 1, 2).mean().item()
                norm = written[layer * HEADS + head].item()
                print(
                    f"a{layer}.{head}: previous token {previous:.3f}, induction {induction:.3f}, writes {norm:.3f}"
                )


def write(model, folder):
    os.makedirs(folder, exist_ok=True)
    tensors = {"embed.W_E": model.W_E, "pos_embed.W_pos": model.W_pos, "unembed.W_U": model.W_U,
               "unembed.b_U": torch.zeros(VOCABULARY)}
    for layer in range(LAYERS):
        block = f"blocks.{layer}.attn."
        for name in "QKV":
            tensors[f"{block}W_{name}"] = getattr(model, f"W_{name}")[layer]
            tensors[f"{block}b_{name}"] = torch.zeros(HEADS, D_HEAD)
        tensors[f"{block}W_O"] = model.W_O[layer]
        tensors[f"{block}b_O"] = torch.zeros(D_MODEL)
    save_file({name: tensor.detach().float().contiguous() for name, tensor in tensors.items()},
              os.path.join(folder, "model.safetensors"))
    config = {"n_layers": LAYERS, "n_heads": HEADS, "d_model": D_MODEL, "d_head": D_HEAD, "d_mlp": None,
              "d_vocab": VOCABULARY, "d_vocab_out": VOCABULARY, "n_ctx": CONTEXT, "attn_only": True,
              "act_fn": None, "normalization_type": None, "positional_embedding_type": "shortformer",
              "attention_dir": "causal", "use_attn_scale": True}
    with open(os.path.join(folder, "config.json"), "w") as file:
        json.dump(config, file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
