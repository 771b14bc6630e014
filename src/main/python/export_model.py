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
Where the network was trained to predict scaled values, say by what: with

               target_mean=[-0.31, -0.20], target_std=[0.19, 0.15])

the outputs come in the units of the data, as `output * target_std + target_mean`.

Needs nothing but Python 3.8 and the torch that trained the network. One layer, one direction, with
or without biases.
"""

import json
import math
import struct
from pathlib import Path

# torch.dtype as text: the safetensors name, bytes a value, the letter of the struct module
_TYPES = {"torch.float32": ("F32", 4, "f"), "torch.float64": ("F64", 8, "d")}


def export_gru(path, gru, readout=None, columns=None, mean=None, std=None,
               target_mean=None, target_std=None):
    """Writes `path`.json and `path`.safetensors.

    gru          a torch.nn.GRU of one layer and one direction, in float32 or float64
    readout      a torch.nn.Linear from the hidden state to the output, or None
    columns      the names of the value columns in the order of the inputs, or None to name them
                 later
    mean         of each column, and
    std          its standard deviation, above 0; None for both if the values need no normalisation
    target_mean  of each value that the readout was trained to predict, and
    target_std   its standard deviation, above 0; None for both if it predicts the values themselves
    """
    if gru.num_layers != 1 or gru.bidirectional or getattr(gru, "proj_size", 0):
        raise ValueError("only a GRU of one layer and one direction can be exported")
    if readout is None and (target_mean is not None or target_std is not None):
        raise ValueError("target_mean and target_std scale the output of a readout: give one")
    if columns is not None:
        if isinstance(columns, str):
            raise ValueError(f"columns is the text {columns!r}; give a list of names")
        _require_length("columns", columns, gru.input_size)
    tensors = dict(gru.state_dict())
    if readout is not None:
        tensors.update({f"readout.{name}": t for name, t in readout.state_dict().items()})

    path = Path(path)
    weights = path.with_name(path.name + ".safetensors")
    sidecar = {
        "name": path.name,
        "type": "gru",
        "input_size": gru.input_size,
        "hidden_size": gru.hidden_size,
        "num_layers": 1,
        "bias": bool(gru.bias),
        "gate_order": ["r", "z", "n"],
        "weights": weights.name,
        "readout": None if readout is None else {
            "weight": "readout.weight",
            "bias": None if readout.bias is None else "readout.bias",
            "output_size": readout.out_features,
        },
        "columns": None if columns is None else list(columns),
        "normalisation": _scale("mean", mean, "std", std, gru.input_size),
        "target": None if readout is None else _scale(
            "target_mean", target_mean, "target_std", target_std, readout.out_features),
    }
    text = json.dumps(sidecar, indent=1, allow_nan=False)
    weights.write_bytes(safetensors(tensors))
    path.with_name(path.name + ".json").write_text(text + "\n", encoding="utf-8")


def _scale(mean_name, mean, std_name, std, size):
    """The mean and standard deviation of `size` values for the sidecar, or None without them."""
    if (mean is None) != (std is None):
        raise ValueError(f"{mean_name} and {std_name} go together")
    if mean is None:
        return None
    _require_length(mean_name, mean, size)
    _require_length(std_name, std, size)
    if not all(value > 0 for value in std):
        raise ValueError(f"{std_name} must be above 0; use 1 for a value that stays as it is")
    return {"mean": [float(value) for value in mean], "std": [float(value) for value in std]}


def _require_length(name, values, size):
    if len(values) != size:
        raise ValueError(f"{name} has {len(values)} entries instead of {size}")


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
