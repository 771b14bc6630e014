"""Writes a trained PyTorch network as the two files that `--model` reads.

    import torch
    from export_model import export

    class Forecast(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.rnn = torch.nn.LSTM(input_size=2, hidden_size=32, batch_first=True)
            self.head = torch.nn.Linear(32, 2)

        def forward(self, x):
            return self.head(self.rnn(x)[0])

    model = Forecast()
    ...                                   # train
    export(model, "models/ecg",
           columns=["mlii_mv", "v5_mv"],  # the value columns, in the order of the inputs
           mean=[-0.31, -0.20], std=[0.19, 0.15])

writes `models/ecg.json`, which says what the network is, and `models/ecg.safetensors`, its weights
in PyTorch's names, layout and gate order. The inputs of the network are `(value - mean) / std`.
Where the network was trained to predict scaled values, say by what: with

           target_mean=[-0.31, -0.20], target_std=[0.19, 0.15])

the outputs come in the units of the data, as `output * target_std + target_mean`.

`export` takes a module that holds one nn.LSTM, nn.GRU or nn.RNN of any number of layers in one or both
directions, or one cell of these, and at most one head: an nn.Linear, or an nn.Sequential of one with
activations.
It runs the module on a few random numbers and refuses it where something else happens in between.
A layer goes by itself too, with its head: `export(model.rnn, path, head=model.head)`. Weights are
taken as the network uses them: under torch.compile, DataParallel, weight norm, spectral norm,
parametrisations and pruning.

Where there is a checkpoint but no module, `export_state_dict` writes the tensors that it names.

Needs nothing but Python 3.8 and the torch that trained the network.
"""

import json
import math
import re
import struct
from pathlib import Path

# torch.dtype as text: the safetensors name, bytes a value, the letter of the struct module
_TYPES = {"torch.float32": ("F32", 4, "f"), "torch.float64": ("F64", 8, "d")}

# By PyTorch's class: the type in the sidecar and the gates, in the order in which they are stacked
_KINDS = {
    "LSTM": ("lstm", "ifgo"), "LSTMCell": ("lstm", "ifgo"),
    "GRU": ("gru", "rzn"), "GRUCell": ("gru", "rzn"),
    "RNN": ("rnn", ""), "RNNCell": ("rnn", ""),
}
_ACTIVATIONS = {"ReLU": "relu", "Tanh": "tanh", "Sigmoid": "sigmoid"}
_NOTHING = ("Identity", "Dropout")  # what changes nothing when a network is evaluated
_WEIGHTS = ("weight_ih", "weight_hh")
_BIASES = ("bias_ih", "bias_hh")
_OF_LAYER = re.compile(r"(weight|bias)_(ih|hh)_l\d+(_reverse)?")
_REVERSE = "_reverse"  # ends the names of what walks backwards


def export(module, path, head=None, columns=None, mean=None, std=None,
           target_mean=None, target_std=None):
    """Writes `path`.json and `path`.safetensors.

    module       what holds one recurrent layer, in float32 or float64, or the layer itself
    head         an nn.Linear from the units to the output, or an nn.Sequential of one with
                 activations, where the module is the layer itself; else it is found
    columns      the names of the value columns in the order of the inputs, or None to name them
                 later
    mean         of each column, and
    std          its standard deviation, above 0; None for both if the values need no normalisation
    target_mean  of each value that the head was trained to predict, and
    target_std   its standard deviation, above 0; None for both if it predicts the values themselves

    Raises ValueError, with what cannot be exported, and writes nothing.
    """
    module = _unwrapped(module)
    layer = _recurrent_layer(module)
    if layer is not module:
        if head is not None:
            raise ValueError("give a head with a recurrent layer alone: export(model.rnn, path, head=...)")
        head = _head(module, layer)
    network = _layer_fields(layer)
    tensors = _layer_tensors(layer)
    units = network["hidden_size"] * (2 if network["bidirectional"] else 1)
    readout, head_tensors = _head_fields(head, units)
    if layer is not module:
        _require_nothing_else(module, layer, head)
    tensors.update(head_tensors)
    _write(path, network, tensors, readout, columns, mean, std, target_mean, target_std)


def export_state_dict(state_dict, path, prefix="", nonlinearity=None, head=None, activation=None,
                      columns=None, mean=None, std=None, target_mean=None, target_std=None):
    """Writes the same files from a checkpoint, such as `torch.load(file)["state_dict"]`.

    state_dict    tensors by name; others than those that are named here are left out
    prefix        what stands before `weight_ih_l0`, such as "rnn."
    nonlinearity  "tanh" or "relu", for an nn.RNN alone
    head          what stands before `weight` and `bias` of the nn.Linear, such as "head."; None for
                  a network without one
    activation    what the head does in order, such as ["relu", "linear", "sigmoid"]; None for a
                  linear head

    The rest is as in `export`. Nothing tells from a checkpoint what else the module did.
    """
    tensors = {_plain_name(name): tensor for name, tensor in state_dict.items()}
    for name in tensors:
        if name.startswith(prefix + "weight_hr"):
            raise ValueError(f"{name} is of a projection (proj_size), which cannot be exported")
    cell = prefix + "weight_ih" in tensors
    layers = 1
    while not cell and f"{prefix}weight_ih_l{layers}" in tensors:
        layers += 1
    both = not cell and prefix + "weight_ih_l0" + _REVERSE in tensors
    found = {}
    for ending in _endings(layers, both):
        for name in _WEIGHTS + _BIASES:
            given = prefix + name + ("" if cell else ending)
            if given in tensors:
                found[name + ending] = tensors[given]
            elif name in _WEIGHTS:
                raise ValueError(f"there is no {given} among {_some(tensors)}; weights under weight norm "
                                 "or pruning are known by the module alone: export that")
    for name in tensors:
        rest = name[len(prefix):] if name.startswith(prefix) else ""
        if not cell and _OF_LAYER.fullmatch(rest) and rest not in found:
            raise ValueError(f"{name} is of a layer or a direction without {prefix}weight_ih_l{layers} or "
                             f"{prefix}weight_ih_l0{_REVERSE}: the checkpoint is not whole")
    rows, inputs = found["weight_ih_l0"].shape
    units = found["weight_hh_l0"].shape[1]
    kinds = {4: ("lstm", "ifgo"), 3: ("gru", "rzn"), 1: ("rnn", "")}
    if rows % units or rows // units not in kinds:
        raise ValueError(f"weight_ih has {rows} rows for {units} units: no LSTM, GRU or RNN has that")
    kind, gates = kinds[rows // units]
    if (kind == "rnn") != (nonlinearity is not None):
        raise ValueError("say nonlinearity='tanh' or 'relu' for an RNN, and for nothing else")
    network = _network(kind, gates, inputs, units, layers, both, "bias_ih_l0" in found, nonlinearity)
    readout = None
    if head is not None:
        for name in ("weight", "bias"):
            if head + name in tensors:
                found["readout." + name] = tensors[head + name]
        if "readout.weight" not in found:
            raise ValueError(f"there is no {head}weight among {_some(tensors)}")
        readout = _readout("readout.bias" in found, found["readout.weight"].shape[0],
                           list(activation or ["linear"]))
    _write(path, network, found, readout, columns, mean, std, target_mean, target_std)


def _some(tensors):
    names = sorted(tensors)
    return ", ".join(names[:6]) + (" and others" if len(names) > 6 else "")


def _plain_name(name):
    """The name of a tensor without what torch.compile and DataParallel put before it."""
    while name.startswith(("_orig_mod.", "module.")):
        name = name.split(".", 1)[1]
    return name.replace("._orig_mod.", ".")


# The module and its parts


def _unwrapped(module):
    """What torch.compile, DataParallel and DistributedDataParallel are wrapped around."""
    while True:
        if hasattr(module, "_orig_mod"):
            module = module._orig_mod
        elif type(module).__name__ in ("DataParallel", "DistributedDataParallel"):
            module = module.module
        else:
            return module


def _kind(module):
    """The name of a module's class, without what a parametrisation adds to it."""
    kind = type(module)
    if hasattr(module, "parametrizations"):
        kind = kind.__bases__[0]
    return kind.__name__ if kind.__module__.startswith("torch.nn.modules") else None


def _recurrent_layer(module):
    found = {name: part for name, part in module.named_modules() if _kind(part) in _KINDS}
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise ValueError(f"there are {len(found)} recurrent layers ({', '.join(found)}); only one can "
                         "be exported: give it by itself")
    raise ValueError(f"{type(module).__name__} has no nn.LSTM, nn.GRU, nn.RNN or cell of these; a class "
                     "derived from one may compute something else and is not taken")


def _head(module, layer):
    inside = set(layer.modules())
    linear = [part for part in module.modules() if _kind(part) == "Linear" and part not in inside]
    if len(linear) > 1:
        raise ValueError(f"there are {len(linear)} linear layers beside the recurrent one; only one can "
                         "be exported: export(model.rnn, path, head=...)")
    if not linear:
        return None
    for part in module.modules():
        if _kind(part) == "Sequential" and linear[0] in part and layer not in list(part.modules()):
            return part
    return linear[0]


def _layer_fields(layer):
    kind, gates = _KINDS[_kind(layer)]
    if getattr(layer, "proj_size", 0):
        raise ValueError("the LSTM has a projection (proj_size), which cannot be exported")
    nonlinearity = layer.nonlinearity if kind == "rnn" else None
    return _network(kind, gates, layer.input_size, layer.hidden_size, getattr(layer, "num_layers", 1),
                    bool(getattr(layer, "bidirectional", False)), bool(layer.bias), nonlinearity)


def _network(kind, gates, inputs, units, layers, both, bias, nonlinearity):
    fields = {"type": kind, "input_size": int(inputs), "hidden_size": int(units),
              "num_layers": int(layers), "bidirectional": both, "bias": bias,
              "gate_order": list(gates)}
    if nonlinearity is not None:
        fields["nonlinearity"] = nonlinearity
    return fields


def _endings(layers, both):
    """What ends the names of the tensors, in the order of the layers and of their directions."""
    directions = ("", _REVERSE) if both else ("",)
    return [f"_l{layer}{direction}" for layer in range(layers) for direction in directions]


def _layer_tensors(layer):
    """The weights as the layer uses them, under the names of a layer."""
    _refresh(layer)
    cell = _kind(layer).endswith("Cell")
    names = _WEIGHTS + (_BIASES if layer.bias else ())
    endings = ["_l0"] if cell else _endings(layer.num_layers, layer.bidirectional)
    return {name + ending: getattr(layer, name if cell else name + ending)
            for ending in endings for name in names}


def _refresh(module):
    """Recomputes what weight norm, spectral norm and pruning compute before each call."""
    for hook in list(module._forward_pre_hooks.values()):
        kind = type(hook).__name__
        if kind == "WeightNorm":
            setattr(module, hook.name, hook.compute_weight(module))
        elif kind == "SpectralNorm":
            setattr(module, hook.name, hook.compute_weight(module, do_power_iteration=False))
        elif hasattr(hook, "apply_mask"):
            setattr(module, hook._tensor_name, hook.apply_mask(module))
        else:
            raise ValueError(f"the {_kind(module)} has a hook of the type {kind} before its call, whose "
                             "effect is not known: remove it")
    if module._forward_hooks:
        raise ValueError(f"the {_kind(module)} has a hook after its call, whose effect is not known: "
                         "remove it")


def _head_fields(head, units):
    """The sidecar's readout, or None, and its tensors."""
    if head is None:
        return None, {}
    head = _unwrapped(head)
    parts = list(head) if _kind(head) == "Sequential" else [head]
    steps, linear = [], None
    for part in map(_unwrapped, parts):
        kind = _kind(part)
        if kind == "Linear" and linear is None:
            steps.append("linear")
            linear = part
        elif kind in _ACTIVATIONS:
            steps.append(_ACTIVATIONS[kind])
        elif kind not in _NOTHING:
            raise ValueError(f"a head with {type(part).__name__} cannot be exported: it may have one "
                             f"Linear and {', '.join(_ACTIVATIONS)}")
    if linear is None:
        raise ValueError("the head has no Linear")
    if linear.in_features != units:
        raise ValueError(f"the head takes {linear.in_features} numbers, the layer gives {units}")
    _refresh(linear)
    tensors = {"readout.weight": linear.weight}
    if linear.bias is not None:
        tensors["readout.bias"] = linear.bias
    return _readout(linear.bias is not None, linear.out_features, steps), tensors


def _readout(bias, outputs, steps):
    return {"weight": "readout.weight", "bias": "readout.bias" if bias else None,
            "output_size": int(outputs), "activation": steps}


def _require_nothing_else(module, layer, head):
    """Whether the module is its layer and then its head, tried on a few random numbers."""
    import torch

    if _kind(layer).endswith("Cell"):
        raise ValueError("what a module does with a cell is not known: export(model.cell, path, head=...)")
    training = [part for part in module.modules() if part.training]
    module.eval()
    try:
        with torch.no_grad():
            generator = torch.Generator().manual_seed(1)
            x = torch.randn(1, 7, layer.input_size, generator=generator)
            x = x.to(next(layer.parameters()))
            x = x if layer.batch_first else x.transpose(0, 1)
            expected = layer(x)[0]
            expected = expected if head is None else head(expected)
            try:
                given = module(x)
            except Exception as failure:
                raise ValueError(
                    f"the module cannot be tried on inputs of the shape {tuple(x.shape)} "
                    f"({type(failure).__name__}), so it does more than its recurrent layer and head: "
                    "export(model.rnn, path, head=...)") from failure
    finally:
        for part in training:
            part.training = True
    while isinstance(given, (tuple, list)):
        given = given[0]
    last = expected[:, -1] if layer.batch_first else expected[-1]
    for wanted in (expected, last):
        if given.numel() == wanted.numel():
            difference = (given.reshape(-1) - wanted.reshape(-1)).abs().max().item()
            if difference <= 1e-5 * (1 + wanted.abs().max().item()):
                return
    raise ValueError("the module's output is not that of its recurrent layer and then its head: "
                     "something else is computed in between, before or after; if it is known, "
                     "export(model.rnn, path, head=...) with nn.Sequential for activations")


# The files


def _write(path, network, tensors, readout, columns, mean, std, target_mean, target_std):
    inputs = network["input_size"]
    if readout is None and (target_mean is not None or target_std is not None):
        raise ValueError("target_mean and target_std scale the output of a head: give one")
    if readout is not None and target_mean is not None and readout["activation"][-1] != "linear":
        raise ValueError("target_mean and target_std scale a linear output back, but the head ends with "
                         + readout["activation"][-1])
    if columns is not None:
        if isinstance(columns, str):
            raise ValueError(f"columns is the text {columns!r}; give a list of names")
        _require_length("columns", columns, inputs)
    path = Path(path)
    weights = path.with_name(path.name + ".safetensors")
    sidecar = {
        "name": path.name,
        **network,
        "weights": weights.name,
        "readout": readout,
        "columns": None if columns is None else list(columns),
        "normalisation": _scale("mean", mean, "std", std, inputs),
        "target": None if readout is None else _scale(
            "target_mean", target_mean, "target_std", target_std, readout["output_size"]),
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
