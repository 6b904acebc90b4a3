package dev.circuitry.experiment.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.circuitry.model.TensorEngine;
import dev.circuitry.spec.Precision;
import dev.circuitry.spec.Processing;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Weights in memory, shared by all who run a model on a device. Those that nobody runs stay until
 * room is needed; then the ones used longest ago leave. What is in use stays, so models that run at
 * the same time may together take more than the budget. Safe for several threads.
 */
public final class WeightStore implements AutoCloseable {
    private final long budget;
    private final Map<Key, Loaded> loaded = new HashMap<>();
    private long clock;

    /**
     * An empty store.
     *
     * @param budget bytes of weights a device
     */
    public WeightStore(long budget) {
        this.budget = budget;
    }

    private record Key(String sha256, Processing processing, Precision precision, String device) {}

    /** Weights that are there or being loaded, by whoever has its lock. */
    private static final class Loaded {
        private final long bytes;
        private int users;
        private long lastUse;
        private @Nullable NDManager manager;
        private Map<String, NDArray> arrays = Map.of();

        Loaded(long bytes) {
            this.bytes = bytes;
        }

        synchronized Map<String, NDArray> load(CatalogueModel model, Key key) {
            if (manager == null) {
                var opened = TensorEngine.open(key.device());
                try {
                    arrays = Map.copyOf(model.weights().load(opened, key.precision()));
                    manager = opened;
                } finally {
                    if (manager == null) {
                        opened.close();
                    }
                }
            }
            return arrays;
        }

        synchronized void close() {
            if (manager != null) {
                manager.close();
            }
        }
    }

    /** Weights for as long as they are needed; they are never written to. */
    public interface Lease extends AutoCloseable {
        /** By TransformerLens' parameter names. */
        Map<String, NDArray> arrays();

        @Override
        void close();
    }

    /**
     * A model's weights on a device, loaded where they are not there yet.
     *
     * @throws dev.circuitry.problem.ProblemException where a file cannot be read
     */
    public Lease lease(CatalogueModel model, Precision precision, String device) {
        var key = new Key(model.origin().sha256(), model.processing(), precision, device);
        var weights = claim(key, model.bytes(precision));
        try {
            var arrays = weights.load(model, key);
            return new Lease() {
                private boolean open = true;

                @Override
                public Map<String, NDArray> arrays() {
                    return arrays;
                }

                @Override
                public void close() {
                    if (open) {
                        open = false;
                        release(weights);
                    }
                }
            };
        } catch (RuntimeException | Error failure) {
            drop(key, weights);
            throw failure;
        }
    }

    /** Bytes that a model's weights may not exceed. */
    public long budget() {
        return budget;
    }

    private synchronized Loaded claim(Key key, long bytes) {
        if (!loaded.containsKey(key)) {
            makeRoom(key.device(), bytes);
        }
        var weights = loaded.computeIfAbsent(key, missing -> new Loaded(bytes));
        weights.users++;
        return weights;
    }

    private void makeRoom(String device, long bytes) {
        Optional<Key> idle = idlest(device);
        while (used(device) + bytes > budget && idle.isPresent()) {
            Objects.requireNonNull(loaded.remove(idle.get())).close();
            idle = idlest(device);
        }
    }

    private long used(String device) {
        return loaded.entrySet().stream()
                .filter(entry -> entry.getKey().device().equals(device))
                .mapToLong(entry -> entry.getValue().bytes)
                .sum();
    }

    private Optional<Key> idlest(String device) {
        return loaded.entrySet().stream()
                .filter(entry -> entry.getKey().device().equals(device))
                .filter(entry -> entry.getValue().users == 0)
                .min(Comparator.comparingLong(entry -> entry.getValue().lastUse))
                .map(Map.Entry::getKey);
    }

    private synchronized void release(Loaded weights) {
        weights.users--;
        weights.lastUse = ++clock;
    }

    /** Forgets weights that could not be loaded. */
    private synchronized void drop(Key key, Loaded weights) {
        weights.users--;
        if (weights.users == 0 && weights.manager == null) {
            loaded.remove(key, weights);
        }
    }

    /** Lets go of all; nobody may run any of them any more. */
    @Override
    public synchronized void close() {
        loaded.values().forEach(Loaded::close);
        loaded.clear();
    }
}
