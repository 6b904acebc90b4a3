package dev.circuitry.model.format.family;

import dev.circuitry.model.Activation;
import java.util.Map;
import java.util.TreeMap;

/** Names that configurations give to the MLPs' non-linearity. */
final class Activations {
    private static final Map<String, Activation> NAMES =
            new TreeMap<>(
                    Map.of(
                            "gelu", Activation.GELU,
                            "gelu_python", Activation.GELU,
                            "gelu_new", Activation.GELU_NEW,
                            "gelu_fast", Activation.GELU_NEW, // the same formula, factored out
                            "gelu_accurate", Activation.GELU_NEW,
                            "gelu_pytorch_tanh", Activation.GELU_NEW,
                            "gelu_python_tanh", Activation.GELU_NEW,
                            "relu", Activation.RELU,
                            "silu", Activation.SILU,
                            "swish", Activation.SILU));

    private Activations() {}

    static Activation read(ConfigFields fields, String name, String whereAbsent) {
        var activation = NAMES.get(fields.word(name, whereAbsent));
        if (activation == null) {
            throw fields.wrong(name, "one of " + String.join(", ", NAMES.keySet()));
        }
        return activation;
    }
}
