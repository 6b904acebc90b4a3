"""Writes the checkpoints of this folder with transformers, and what transformers computes on them.

    python3 -m venv venv && venv/bin/pip install torch==2.15.0 transformers==5.24.0 safetensors numpy
    venv/bin/python make.py            # writes beside itself

Each case is a folder as transformers writes it, in one of the layouts that checkpoints come in, and recorded.json: tokens,
hidden states before each block and after the last one's final normalisation, logits; float32 on CPU, eager attention.
"""

import json
import os
import shutil

import torch
from transformers import (
    AutoModelForCausalLM,
    GPT2Config,
    GPTNeoXConfig,
    LlamaConfig,
    MistralConfig,
    Qwen2Config,
)

HERE = os.path.dirname(os.path.abspath(__file__))
TOKENS = [[7, 3, 21, 0, 14, 9, 30, 3, 11], [1, 35, 2, 2, 19, 28, 5, 33, 8]]
GROUPED = dict(vocab_size=36, hidden_size=16, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2,
               intermediate_size=24, max_position_embeddings=32, bos_token_id=0, eos_token_id=0)
NEOX = dict(vocab_size=36, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=24,
            max_position_embeddings=32, bos_token_id=0, eos_token_id=0)
GPT2 = dict(vocab_size=36, n_embd=16, n_layer=2, n_head=4, n_positions=32, bos_token_id=0, eos_token_id=0)


def model_of(config, seed, dtype=torch.float32):
    """Its parameters are numbers of that type, whatever type they are held in."""
    torch.manual_seed(seed)
    model = AutoModelForCausalLM.from_config(config, attn_implementation="eager").eval()
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            norm = "ln" in name or "norm" in name
            parameter.normal_(1.0 if norm and name.endswith("weight") else 0.0, 0.2 if norm else 0.3)
            parameter.copy_(parameter.to(dtype))
    return model


def record(folder, model):
    with torch.no_grad():
        out = model(torch.tensor(TOKENS), output_hidden_states=True)
    numbers = lambda x: [[[float(f"{v:.9g}") for v in place] for place in row] for row in x.tolist()]
    recorded = {"tokens": TOKENS, "hidden_states": [numbers(h) for h in out.hidden_states], "logits": numbers(out.logits)}
    with open(os.path.join(folder, "recorded.json"), "w") as f:
        json.dump(recorded, f, separators=(",", ":"))


def folder_of(name):
    folder = os.path.join(HERE, name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    return folder


def rewrite_config(folder, change):
    generation = os.path.join(folder, "generation_config.json")
    if os.path.exists(generation):
        os.remove(generation)
    path = os.path.join(folder, "config.json")
    with open(path) as f:
        config = json.load(f)
    change(config)
    with open(path, "w") as f:
        json.dump(config, f, indent=1)


def before_transformers_5(config):
    """Rotary fields where they were before."""
    rope = config.pop("rope_parameters")
    if config["model_type"] == "gpt_neox":
        config["rotary_emb_base"] = rope["rope_theta"]
        config["rotary_pct"] = rope["partial_rotary_factor"]
    else:
        config["rope_theta"] = rope.pop("rope_theta")
        config["rope_scaling"] = None if rope["rope_type"] == "default" else rope


def whole(name, config, seed, dtype=torch.float32, change=None):
    folder = folder_of(name)
    model = model_of(config, seed, dtype)
    record(folder, model)
    model.to(dtype).save_pretrained(folder)
    rewrite_config(folder, change or (lambda config: None))


def sharded(name, config, seed, size, change=None):
    folder = folder_of(name)
    model = model_of(config, seed)
    model.save_pretrained(folder, max_shard_size=size)
    rewrite_config(folder, change or (lambda config: None))
    record(folder, model)


def pickled(name, config, seed, arrange=lambda state: state, shards=1, dtype=torch.float32, change=None):
    folder = folder_of(name)
    model = model_of(config, seed, dtype)
    model.config.save_pretrained(folder)
    rewrite_config(folder, change or (lambda config: None))
    state = arrange({n: t.to(dtype) for n, t in model.state_dict().items()})
    if shards == 1:
        torch.save(state, os.path.join(folder, "pytorch_model.bin"))
    else:
        names = sorted(state)
        files = {n: f"pytorch_model-{i % shards + 1:05d}-of-{shards:05d}.bin" for i, n in enumerate(names)}
        for file in set(files.values()):
            torch.save({n: state[n].clone() for n in names if files[n] == file}, os.path.join(folder, file))
        with open(os.path.join(folder, "pytorch_model.bin.index.json"), "w") as f:
            json.dump({"metadata": {}, "weight_map": files}, f, indent=1)
    record(folder, model)


def old_gpt2(state):
    """Names without prefix and with the causal masks, as the first GPT-2 checkpoints have them."""
    old = {n.removeprefix("transformer."): t for n, t in state.items() if n != "lm_head.weight"}
    for layer in range(2):
        old[f"h.{layer}.attn.bias"] = torch.tril(torch.ones(1, 1, 32, 32, dtype=torch.uint8))
        old[f"h.{layer}.attn.masked_bias"] = torch.tensor(-1e4)
    return old


def odd_strides(state):
    """Tensors that share a storage, begin within it, or lie transposed."""
    for layer in range(2):
        names = [f"model.layers.{layer}.self_attn.{c}_proj.weight" for c in "qkv"]
        fused = torch.cat([state[n] for n in names])
        for name, part in zip(names, fused.split([len(state[n]) for n in names])):
            state[name] = part
        down = f"model.layers.{layer}.mlp.down_proj.weight"
        state[down] = state[down].t().contiguous().t()
    return state


def main():
    whole("gpt2", GPT2Config(**GPT2, n_inner=24, layer_norm_epsilon=1e-3), 1)
    pickled("gpt2-pickled", GPT2Config(**GPT2, activation_function="gelu"), 2, old_gpt2)
    whole("gpt2-half", GPT2Config(**GPT2, activation_function="relu"), 3, torch.float16)
    rope = dict(rope_type="default", rope_theta=500.0, partial_rotary_factor=0.5)
    whole("neox-parallel", GPTNeoXConfig(**NEOX, rope_parameters=rope, layer_norm_eps=1e-3), 4)
    sharded("neox-sequential", GPTNeoXConfig(**NEOX, rope_parameters=rope, use_parallel_residual=False), 5, "5KB",
            before_transformers_5)
    whole("llama-tied", LlamaConfig(**GROUPED, tie_word_embeddings=True, rms_norm_eps=1e-3), 6)
    llama3 = dict(rope_type="llama3", rope_theta=10000.0, factor=4.0, low_freq_factor=1.0, high_freq_factor=4.0,
                  original_max_position_embeddings=16)
    pickled("llama-untied", LlamaConfig(**GROUPED, head_dim=8, attention_bias=True, rope_parameters=llama3), 7, shards=2,
            dtype=torch.bfloat16, change=before_transformers_5)
    linear = dict(rope_type="linear", rope_theta=10000.0, factor=2.0)
    sharded("mistral", MistralConfig(**GROUPED, sliding_window=3, rope_parameters=linear), 8, "4KB")
    pickled("qwen2", Qwen2Config(**GROUPED), 9, odd_strides)


if __name__ == "__main__":
    main()
