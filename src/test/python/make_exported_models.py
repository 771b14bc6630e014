"""Makes the models of src/test/resources/dev/deerpark/exported, with what ONNX Runtime gives for them.

    python make_exported_models.py FOLDER

writes NAME.onnx and NAME.csv: t, the inputs x0.. of every step, and the outputs y0... Needs torch, onnx,
onnxscript and onnxruntime; the models of Keras need tensorflow-cpu, tf_keras and tf2onnx, and are left out
where these are not installed.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn
from torch.nn import functional

STEPS = 61  # no other dimension is as long
FOLDER = Path(sys.argv[1])
random = np.random.default_rng(7)
torch.manual_seed(7)


def series(*shape):
    """Multiples of 1/1024: the same as text, in float32 and in float64."""
    return (random.integers(-1024, 1025, shape) / 1024).astype(np.float32)


def write(name, x):
    """The inputs, and what ONNX Runtime makes of them."""
    session = onnxruntime.InferenceSession(FOLDER / f"{name}.onnx", providers=["CPUExecutionProvider"])
    y = session.run(None, {session.get_inputs()[0].name: x})[0]
    rows = [np.moveaxis(a, a.shape.index(STEPS), 0).reshape(STEPS, -1) for a in (x, y)]
    names = [letter + str(i) for letter, a in zip("xy", rows) for i in range(a.shape[1])]
    lines = [",".join(["t"] + names)]
    for t in range(STEPS):
        lines.append(",".join([str(t)] + [repr(value.item()) for a in rows for value in a[t]]))
    (FOLDER / f"{name}.csv").write_text("\n".join(lines) + "\n")


class Recurrent(nn.Module):
    """A layer and a head."""

    def __init__(self, layer, head):
        super().__init__()
        self.layer = layer
        self.head = head

    def forward(self, x):
        return self.head(self.layer(x)[0])


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Linear(2, 4)
        self.first = nn.GRU(4, 4, batch_first=True)
        self.norm = nn.LayerNorm(4)
        self.second = nn.LSTM(4, 4, batch_first=True)

    def forward(self, x):
        x = torch.relu(self.encoder(x))
        x = x + self.first(self.norm(x))[0]
        return x + self.second(self.norm(x))[0]


class Gates(nn.Module):
    def forward(self, x):
        a, b = x.chunk(2, -1)
        parts = [functional.glu(x, -1), functional.silu(a), functional.hardswish(b), functional.mish(a),
                 torch.where(a > 0, b, -b), torch.erf(a), functional.gelu(b, approximate="tanh"),
                 functional.log_softmax(x, -1), x.max(-1, keepdim=True)[0], x.norm(dim=-1, keepdim=True)]
        return torch.cat(parts, -1)


class Channels(nn.Module):
    """Batch norm and a convolution of one step, in the layout that has time last."""

    def __init__(self):
        super().__init__()
        self.norm = nn.BatchNorm1d(4)
        self.norm.running_mean.uniform_()
        self.norm.running_var.uniform_(0.5, 2)
        self.mix = nn.Conv1d(4, 3, 1)

    def forward(self, x):
        return self.mix(self.norm(x.transpose(1, 2))).transpose(1, 2)


class Reversed(nn.Module):
    """Both directions by hand."""

    def __init__(self):
        super().__init__()
        self.forwards = nn.GRU(2, 3, batch_first=True)
        self.backwards = nn.GRU(2, 3, batch_first=True)

    def forward(self, x):
        turned = torch.flip(self.backwards(torch.flip(x, [1]))[0], [1])
        return torch.cat([self.forwards(x)[0], turned], -1)


class LearnedStart(nn.Module):
    def __init__(self):
        super().__init__()
        self.start = nn.Parameter(torch.rand(2, 1, 3))
        self.layer = nn.GRU(2, 3, num_layers=2, batch_first=True)

    def forward(self, x):
        return self.layer(x, self.start.expand(-1, x.shape[0], -1).contiguous())[0]


class Embedded(nn.Module):
    """The first column is the row of a table."""

    def __init__(self):
        super().__init__()
        self.table = nn.Embedding(5, 3)
        self.layer = nn.LSTM(4, 3, batch_first=True)

    def forward(self, x):
        return self.layer(torch.cat([self.table(x[..., 0].long()), x[..., 1:]], -1))[0]


def strip(name):
    """Leaves out where in the Python code each node comes from."""
    model = onnx.load(FOLDER / f"{name}.onnx")
    for part in [model.graph, *model.graph.node, *model.graph.value_info, *model.graph.initializer,
                 *model.graph.input, *model.graph.output]:
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
    onnx.save(model, FOLDER / f"{name}.onnx")


def of_torch(name, model, x=None):
    """By both of the exporters."""
    x = torch.from_numpy(series(1, STEPS, 2)) if x is None else x
    model.eval()
    torch.onnx.export(model, x, FOLDER / f"{name}_script.onnx", dynamo=False, opset_version=17,
                      input_names=["x"], dynamic_axes={"x": {1: "T"}})
    write(f"{name}_script", x.numpy())
    torch.onnx.export(model, (x,), FOLDER / f"{name}_dynamo.onnx", dynamo=True, external_data=False,
                      input_names=["x"], dynamic_shapes=({1: torch.export.Dim.DYNAMIC},), verbose=False)
    strip(f"{name}_dynamo")
    write(f"{name}_dynamo", x.numpy())


def all_of_torch():
    both = nn.LSTM(2, 3, num_layers=2, bidirectional=True, batch_first=True, dropout=0.3)
    of_torch("stack", Recurrent(both, nn.Sequential(nn.LayerNorm(6), nn.Linear(6, 4), nn.GELU(), nn.Linear(4, 2))))
    of_torch("residual", Residual())
    of_torch("gates", Recurrent(nn.GRU(2, 4, batch_first=True), Gates()))
    of_torch("channels", Recurrent(nn.GRU(2, 4, batch_first=True), Channels()))
    of_torch("reversed", Reversed())
    of_torch("learned_start", LearnedStart())
    x = torch.from_numpy(series(1, STEPS, 2))
    x[..., 0] = torch.from_numpy(random.integers(0, 5, (1, STEPS)).astype(np.float32))
    of_torch("embedded", Embedded(), x)


def of_functions():
    """A file whose two layers are calls of a function of its own, which calls another."""
    imports = [helper.make_opsetid("", 17), helper.make_opsetid("own", 1)]
    leak = helper.make_function("own", "Leak", ["a"], ["b"], [helper.make_node("LeakyRelu", ["a"], ["b"])],
                                imports, attributes=["slope"])
    leak.node[0].attribute.append(
        onnx.AttributeProto(name="alpha", ref_attr_name="slope", type=onnx.AttributeProto.FLOAT))
    body = [helper.make_node("GRU", ["a", "W", "R"], ["states"], hidden_size=3, name="inner"),
            helper.make_node("Constant", [], ["axis"], value_ints=[1]),
            helper.make_node("Squeeze", ["states", "axis"], ["flat"]),
            helper.make_node("Leak", ["flat"], ["b"], domain="own", slope=0.3)]
    layer = helper.make_function("own", "Layer", ["a", "W", "R"], ["b"], body, imports)
    weights = {"W0": (1, 9, 2), "R0": (1, 9, 3), "W1": (1, 9, 3), "R1": (1, 9, 3)}
    stored = [numpy_helper.from_array(series(*shape), name) for name, shape in weights.items()]
    calls = [helper.make_node("Layer", ["x", "W0", "R0"], ["u"], domain="own", name="first"),
             helper.make_node("Layer", ["u", "W1", "R1"], ["y"], domain="own", name="second")]
    graph = helper.make_graph(
        calls, "calls", [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["T", 1, 2])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)], stored)
    onnx.save(helper.make_model(graph, opset_imports=imports, functions=[leak, layer], ir_version=8),
              FOLDER / "functions.onnx")
    write("functions", series(STEPS, 1, 2))


def of_keras():
    try:
        import tensorflow as tf
        import tf2onnx
        from tf_keras import Input, Sequential, layers
    except ImportError:
        print("without tensorflow, tf_keras and tf2onnx: the models of Keras are left out")
        return
    made = {
        "keras_both": [layers.Bidirectional(layers.LSTM(3, return_sequences=True)),
                       layers.LayerNormalization(), layers.Dense(2)],
        "keras_stack": [layers.GRU(3, return_sequences=True), layers.BatchNormalization(),
                        layers.LSTM(3, return_sequences=True), layers.Dense(2, activation="softmax")],
    }
    for name, parts in made.items():
        model = Sequential([Input((None, 2))] + parts)
        for weight in model.weights:
            weight.assign(np.abs(series(*weight.shape)) if "variance" in weight.name else series(*weight.shape))
        call = tf.function(lambda x, model=model: model(x, training=False))
        tf2onnx.convert.from_function(call, [tf.TensorSpec((None, None, 2), tf.float32, name="x")], opset=17,
                                      output_path=str(FOLDER / f"{name}.onnx"))
        write(name, series(1, STEPS, 2))


FOLDER.mkdir(parents=True, exist_ok=True)
all_of_torch()
of_functions()
of_keras()
