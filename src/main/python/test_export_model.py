"""Tests of export_model.py: `python test_export_model.py [FOLDER]`.

Exports networks of many kinds into FOLDER, each with the states and outputs that PyTorch gives for a
few inputs as NAME.expected.json, and tries what must be refused. Needs torch.
"""

import json
import sys
import tempfile
from pathlib import Path

import torch
from torch import nn
from torch.nn.utils import prune

from export_model import export, export_state_dict

STEPS = 40


class Model(nn.Module):
    """A recurrent layer and a head, as people write them."""

    def __init__(self, layer, head, last=False, between=None):
        super().__init__()
        self.rnn = layer
        self.head = head
        self.last = last
        self.between = between

    def forward(self, x):
        units = self.rnn(x)[0]
        units = units if self.between is None else self.between(units)
        return self.head(units[:, -1] if self.last else units)


def batched(kind, *sizes, **options):
    return kind(*sizes, batch_first=True, **options)


def doubled(module):
    with torch.no_grad():
        for parameter in module.parameters():
            parameter.mul_(2)
    return module


def expect(folder, name, layer, head, inputs):
    """Writes what PyTorch gives, in double: h, then c, then the output, a list for each step."""
    x = torch.randn(STEPS, inputs, dtype=torch.float64, generator=torch.Generator().manual_seed(5))
    state, rows = None, []
    for row in x:
        if type(layer).__name__.endswith("Cell"):
            state = layer(row[None], state)
            parts = list(state) if isinstance(state, tuple) else [state]
        else:
            y, state = layer(row[None, None], state)
            parts = list(state) if isinstance(state, tuple) else [state]
        h = parts[0].reshape(1, -1)
        numbers = [part.reshape(-1) for part in parts]
        numbers += [] if head is None else [head(h).reshape(-1)]
        rows.append(torch.cat(numbers).tolist())
    (folder / f"{name}.expected.json").write_text(
        json.dumps({"inputs": x.tolist(), "rows": rows}), encoding="utf-8")


def expect_layers(folder, name, layer, head):
    """Writes the outputs that PyTorch gives for a whole series, in double."""
    x = torch.randn(STEPS, 3, dtype=torch.float64, generator=torch.Generator().manual_seed(5))
    series = x[None] if layer.batch_first else x[:, None]
    units = layer(series)[0].reshape(STEPS, -1)
    rows = units if head is None else head(units)
    (folder / f"{name}.expected.json").write_text(
        json.dumps({"inputs": x.tolist(), "rows": rows.tolist()}), encoding="utf-8")


def layered():
    """Networks of several layers or both directions: name, module, layer and head."""
    torch.manual_seed(6)
    lstm = batched(nn.LSTM, 3, 6, num_layers=2, bidirectional=True, dropout=0.5)
    head = nn.Sequential(nn.ReLU(), nn.Linear(12, 2))
    yield "lstm_2_layers_both", Model(lstm, head), lstm, head
    gru = nn.GRU(3, 6, num_layers=3, bias=False)
    yield "gru_3_layers", gru, gru, None
    rnn = batched(nn.RNN, 3, 6, nonlinearity="relu", bidirectional=True)
    head = nn.Linear(12, 1)
    yield "rnn_both", Model(rnn, head), rnn, head


def test_layers(folder):
    for name, module, layer, head in layered():
        export(module, folder / name)
        export_state_dict(
            module.state_dict(), folder / (name + "_state"), prefix="" if head is None else "rnn.",
            nonlinearity="relu" if isinstance(layer, nn.RNN) else None,
            head=None if head is None else "head.1." if isinstance(head, nn.Sequential) else "head.",
            activation=["relu", "linear"] if isinstance(head, nn.Sequential) else None)
        with torch.no_grad():
            layer.double().eval()
            if head is not None:
                head.double()
            expect_layers(folder, name, layer, head)
            expect_layers(folder, name + "_state", layer, head)


def exported(folder):
    """Networks that are taken: name, module, layer, head, and more for export."""
    torch.manual_seed(3)
    head = nn.Linear(6, 2)
    lstm = batched(nn.LSTM, 3, 6)
    yield "lstm", Model(lstm, head), lstm, head, {}
    gru = nn.GRU(3, 6)
    yield "gru", gru, gru, head, {"head": head}
    for nonlinearity in ("tanh", "relu"):
        rnn = batched(nn.RNN, 3, 6, nonlinearity=nonlinearity, bias=False)
        yield "rnn_" + nonlinearity, Model(rnn, head, last=True), rnn, head, {}
    for kind in (nn.LSTMCell, nn.GRUCell, nn.RNNCell):
        cell = kind(3, 6)
        yield kind.__name__, cell, cell, None, {}
    voice = nn.Sequential(nn.ReLU(), nn.Dropout(0.5), nn.Linear(6, 1, bias=False), nn.Sigmoid())
    lstm = batched(nn.LSTM, 3, 6)
    yield "sequential_head", Model(lstm, voice), lstm, voice.eval(), {}
    normed = nn.utils.weight_norm(batched(nn.GRU, 3, 6), "weight_hh_l0")
    doubled(normed)
    yield "weight_norm", Model(normed, head), normed, head, {}
    pruned = batched(nn.LSTM, 3, 6)
    prune.random_unstructured(pruned, "weight_ih_l0", 0.5)
    doubled(pruned)
    yield "pruned", Model(pruned, head), pruned, head, {}
    spectral = nn.Linear(6, 2)
    nn.utils.parametrizations.spectral_norm(spectral)
    gru = batched(nn.GRU, 3, 6)
    yield "parametrised_head", Model(gru, spectral).eval(), gru, spectral, {}
    gru = batched(nn.GRU, 3, 6)
    yield "data_parallel", nn.DataParallel(Model(gru, head)), gru, head, {}
    compile_it = getattr(torch, "compile", None)
    if compile_it is not None:
        gru = batched(nn.GRU, 3, 6)
        yield "compiled", compile_it(Model(gru, head)), gru, head, {}


def refuse(words, function, *arguments, **options):
    folder = Path(tempfile.mkdtemp())
    try:
        function(arguments[0], folder / "refused", *arguments[1:], **options)
    except ValueError as refusal:
        text = str(refusal)
        assert words in text, f"{words!r} is not in {text!r}"
        assert "\n" not in text and len(text) < 400, text
    else:
        raise AssertionError(f"not refused: {words}")
    assert not list(folder.iterdir()), "a refusal left files"


def test_refusals():
    head = nn.Linear(6, 2)
    gru = batched(nn.GRU, 3, 6)

    class Derived(nn.GRU):
        pass

    refuse("projection", export, nn.LSTM(3, 6, proj_size=2))
    refuse("has no nn.LSTM", export, nn.Linear(3, 6))
    refuse("has no nn.LSTM", export, Derived(3, 6))
    refuse("there are 2 recurrent layers", export, nn.ModuleList([nn.GRU(3, 6), nn.LSTM(3, 6)]))
    refuse("something else is computed", export, Model(gru, head, between=nn.Tanh()))
    refuse("something else is computed", export, Model(gru, head, between=nn.LayerNorm(6).train()))
    refuse("cannot be tried", export, nn.Sequential(gru, head))
    refuse("there are 2 linear layers", export, Model(gru, nn.Sequential(head, nn.Linear(2, 2))))
    refuse("a head with GELU", export, gru, head=nn.Sequential(head, nn.GELU()))
    refuse("takes 5 numbers", export, gru, head=nn.Linear(5, 1))
    refuse("takes 6 numbers, the layer gives 12", export, nn.GRU(3, 6, bidirectional=True), head=head)
    refuse("columns is the text 'temp'", export, nn.GRU(4, 2), columns="temp")
    refuse("columns has 1 entries instead of 3", export, gru, columns=["temp"])
    refuse("go together", export, gru, mean=[0, 0, 0])
    refuse("must be above 0", export, gru, mean=[0, 0, 0], std=[1, 0, 1])
    refuse("give one", export, gru, target_mean=[1], target_std=[1])
    refuse("ends with sigmoid", export, gru, head=nn.Sequential(head, nn.Sigmoid()),
           target_mean=[1, 1], target_std=[1, 1])
    refuse("float16", export, nn.GRU(3, 6).half())
    broken = nn.GRU(3, 6)
    with torch.no_grad():
        broken.bias_hh_l0[0] = float("nan")
    refuse("not finite", export, broken)
    hooked = batched(nn.GRU, 3, 6)
    hooked.register_forward_hook(lambda *call: None)
    refuse("has a hook after its call", export, hooked)
    refuse("projection", export_state_dict, nn.LSTM(3, 6, proj_size=2).state_dict())
    broken = nn.GRU(3, 6, num_layers=2, bidirectional=True).state_dict()
    del broken["weight_hh_l1_reverse"]
    refuse("there is no weight_hh_l1_reverse", export_state_dict, broken)
    broken = nn.GRU(3, 6, num_layers=3).state_dict()
    del broken["weight_ih_l1"]
    refuse("weight_hh_l1 is of a layer", export_state_dict, broken)
    refuse("say nonlinearity", export_state_dict, nn.RNN(3, 6).state_dict())
    refuse("there is no weight_ih_l0", export_state_dict, Model(gru, head).state_dict())
    refuse("there is no out.weight", export_state_dict, gru.state_dict(), head="out.")


def test_training_mode_is_left_as_it_was():
    model = Model(batched(nn.GRU, 3, 6), nn.Sequential(nn.Linear(6, 1), nn.Dropout(0.5)))
    model.head.eval()
    export(model, Path(tempfile.mkdtemp()) / "model")
    assert model.training and model.rnn.training and not model.head.training


def test_exports(folder):
    for name, module, layer, head, options in exported(folder):
        export(module, folder / name, columns=["a", "b", "c"], **options)
        with torch.no_grad():
            for part in (layer, head):
                if part is not None:
                    part.double()
            layer.eval()
            expect(folder, name, layer, head, 3)
            for part in (layer, head):
                if part is not None:
                    part.float()
    torch.manual_seed(4)
    model = Model(batched(nn.LSTM, 3, 6), nn.Linear(6, 2))
    state = {"module._orig_mod." + key: value for key, value in model.state_dict().items()}
    state["module._orig_mod.encoder.weight"] = torch.ones(1)
    export_state_dict(state, folder / "state_dict", prefix="rnn.", head="head.")
    with torch.no_grad():
        expect(folder, "state_dict", model.rnn.double(), model.head.double(), 3)


if __name__ == "__main__":
    test_refusals()
    test_training_mode_is_left_as_it_was()
    target = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp())
    target.mkdir(parents=True, exist_ok=True)
    test_exports(target)
    test_layers(target)
    print(f"exported to {target}")
