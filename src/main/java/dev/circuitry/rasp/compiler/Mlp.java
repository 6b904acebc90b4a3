package dev.circuitry.rasp.compiler;

import java.util.List;

/** Two linear maps with a ReLU between them. */
record Mlp(Linear first, Linear second) {

    VectorSpace space() {
        return VectorSpace.join(List.of(first.input(), second.output()));
    }

    int hiddenSize() {
        return first.output().size();
    }

    /** One MLP that does what {@code mlps} do side by side. */
    static Mlp parallel(List<Mlp> mlps) {
        return new Mlp(
                Linear.parallel(mlps.stream().map(Mlp::first).toList()),
                Linear.parallel(mlps.stream().map(Mlp::second).toList()));
    }
}
