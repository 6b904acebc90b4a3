package dev.circuitry.experiment.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.circuitry.model.ModelSource;
import dev.circuitry.model.TensorEngine;
import dev.circuitry.model.TransformerConfig;
import dev.circuitry.model.Weights;
import dev.circuitry.spec.Precision;
import dev.circuitry.spec.Processing;
import dev.circuitry.testing.ToyModels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WeightStoreTest {
    private static final Weights TOY = ToyModels.weights(ToyModels.GPT);

    private WeightStore store = new WeightStore(0);

    /** Weights that count how often they are loaded, and fail where they are told to. */
    private static final class Counted implements ModelSource {
        private int loads;
        private boolean broken;

        @Override
        public TransformerConfig config() {
            return TOY.config();
        }

        @Override
        public Map<String, NDArray> load(NDManager manager, Precision precision) {
            if (broken) {
                throw new IllegalStateException("the file is gone");
            }
            loads++;
            return TOY.load(manager, precision);
        }

        @Override
        public String sha256() {
            return "00";
        }
    }

    private final Counted first = new Counted();
    private final Counted second = new Counted();

    private static CatalogueModel model(String name, ModelSource weights) {
        var origin = new ModelOrigin(name, Map.of(), List.of(), null);
        return new CatalogueModel(name, weights, Processing.NONE, null, origin);
    }

    private WeightStore.Lease lease(String name, Counted weights, Precision precision) {
        return store.lease(model(name, weights), precision, "cpu");
    }

    private void use(String name, Counted weights) {
        lease(name, weights, Precision.FLOAT32).close();
    }

    private void open(double models) {
        store = new WeightStore((long) (models * model("any", first).bytes(Precision.FLOAT32)));
    }

    @Test
    void whoLoadsWeightsKeepsTheThreadsOfItsRun() {
        var run = TensorEngine.open("cpu", 3);
        try {
            use("gpt", first);

            assertThat(first.loads).isOne();
            assertThat(TensorEngine.description()).containsEntry("threads", 3);
        } finally {
            run.close();
            TensorEngine.open("cpu", 1).close(); // as other tests have it
        }
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void everyoneSharesTheWeightsOfAModelInOnePrecision() {
        open(10);
        try (var one = lease("first", first, Precision.FLOAT32);
                var two = lease("first", first, Precision.FLOAT32);
                var wide = lease("first", first, Precision.FLOAT64)) {
            assertThat(one.arrays()).isSameAs(two.arrays());
            assertThat(wide.arrays()).isNotSameAs(one.arrays());
        }
        assertThat(first.loads).isEqualTo(2);
    }

    @Test
    void idleWeightsStayUntilRoomIsNeeded() {
        open(1.5);
        use("first", first);
        use("first", first);
        assertThat(first.loads).isEqualTo(1);
        use("second", second);
        use("first", first);
        assertThat(first.loads).isEqualTo(2);
    }

    @Test
    void whatIsUsedNeverLeaves() {
        open(1.5);
        try (var used = lease("first", first, Precision.FLOAT32)) {
            use("second", second);
            assertThat(used.arrays().get("embed.W_E").toFloatArray()).isNotEmpty();
        }
    }

    @Test
    void theOneUsedLongestAgoLeavesFirst() {
        open(2.5);
        use("first", first);
        use("second", second);
        use("first", first);
        use("third", new Counted());
        use("first", first);
        assertThat(first.loads).isEqualTo(1);
        use("second", second);
        assertThat(second.loads).isEqualTo(2);
    }

    @Test
    void whatFailsToLoadIsTriedAgain() {
        open(10);
        first.broken = true;
        assertThatThrownBy(() -> use("first", first)).hasMessage("the file is gone");
        first.broken = false;
        use("first", first);
        assertThat(first.loads).isEqualTo(1);
    }
}
