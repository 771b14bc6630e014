"""Writes a trained PyTorch GRU as the two files that `--model` reads.

    import torch
    from export_model import export_gru

    gru = torch.nn.GRU(input_size=2, hidden_size=32)
    readout = torch.nn.Linear(32, 2)            # may be left out
    ...                                         # train
    export_gru("models/ecg", gru, readout,
               columns=["mlii_mv", "v5_mv"],    # the value columns, in the order of the inputs
               mean=[-0.31, -0.20], std=[0.19, 0.15])

writes `models/ecg.json`, which says what the network is, and `models/ecg.safetensors`, its weights
in PyTorch's names, layout and gate order. The inputs of the network are `(value - mean) / std`.

Needs nothing but Python 3.8 and the torch that trained the network. One layer, one direction, with
biases.
"""

import json
import math
import struct
from pathlib import Path

# torch.dtype as text: the safetensors name, bytes a value, the letter of the struct module
_TYPES = {"torch.float32": ("F32", 4, "f"), "torch.float64": ("F64", 8, "d")}


def export_gru(path, gru, readout=None, columns=None, mean=None, std=None):
    """Writes `path`.json and `path`.safetensors.

    gru      a torch.nn.GRU of one layer and one direction, with biases, in float32 or float64
    readout  a torch.nn.Linear from the hidden state to the output, or None
    columns  the names of the value columns in the order of the inputs, or None to name them later
    mean     of each column, and
    std      its standard deviation, above 0; None for both if the values need no normalisation
    """
    if gru.num_layers != 1 or gru.bidirectional or not gru.bias or getattr(gru, "proj_size", 0):
        raise ValueError("only a GRU of one layer and one direction, with biases, can be exported")
    if (mean is None) != (std is None):
        raise ValueError("mean and std go together")
    for name, values in (("columns", columns), ("mean", mean), ("std", std)):
        if values is not None and len(values) != gru.input_size:
            raise ValueError(f"{name} has {len(values)} entries for {gru.input_size} inputs")
    if std is not None and not all(value > 0 for value in std):
        raise ValueError("std must be above 0; use 1 for a column that stays as it is")
    tensors = dict(gru.state_dict())
    if readout is not None:
        if readout.bias is None:
            raise ValueError("the readout needs a bias; a bias of zeros will do")
        tensors.update({f"readout.{name}": t for name, t in readout.state_dict().items()})

    path = Path(path)
    weights = path.with_name(path.name + ".safetensors")
    weights.write_bytes(safetensors(tensors))
    sidecar = {
        "name": path.name,
        "type": "gru",
        "input_size": gru.input_size,
        "hidden_size": gru.hidden_size,
        "num_layers": 1,
        "gate_order": ["r", "z", "n"],
        "weights": weights.name,
        "readout": None if readout is None else {
            "weight": "readout.weight",
            "bias": "readout.bias",
            "output_size": readout.out_features,
        },
        "columns": None if columns is None else list(columns),
        "normalisation": None if mean is None else {
            "mean": [float(value) for value in mean],
            "std": [float(value) for value in std],
        },
    }
    text = json.dumps(sidecar, indent=1, allow_nan=False)
    path.with_name(path.name + ".json").write_text(text + "\n", encoding="utf-8")


def safetensors(tensors):
    """The bytes of a safetensors file: header length, JSON header, little-endian values by rows."""
    header, data = {"__metadata__": {"format": "pt"}}, b""
    for name, tensor in tensors.items():
        dtype, width, letter = _TYPES.get(str(tensor.dtype), (None, 0, ""))
        if dtype is None:
            raise ValueError(f"{name} is {tensor.dtype}; convert the network with .float()")
        values = tensor.detach().cpu().flatten().tolist()
        if not all(math.isfinite(value) for value in values):
            raise ValueError(f"{name} has values that are not finite")
        begin, data = len(data), data + struct.pack(f"<{len(values)}{letter}", *values)
        header[name] = {"dtype": dtype, "shape": list(tensor.shape),
                        "data_offsets": [begin, begin + width * len(values)]}
    text = json.dumps(header, separators=(",", ":")).encode("utf-8")
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data
