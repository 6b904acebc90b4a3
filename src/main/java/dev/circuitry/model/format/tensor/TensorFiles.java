package dev.circuitry.model.format.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The weight files of a folder, whole or cut into shards that an index lists.
 *
 * @param entrance the whole file, or the index
 * @param files those that hold tensors, in the order of their names
 * @param tensors by their names, from all of them
 */
public record TensorFiles(Path entrance, List<Path> files, Map<String, StoredTensor> tensors) {
    private static final long LONGEST_INDEX = 16 << 20;
    private static final String INDEX = ".index.json";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * The first of these names that there is, itself or through its index.
     *
     * @param names of files; a star and an ending stand for the only file that ends so
     * @return empty where there is none
     * @throws dev.circuitry.problem.ProblemException where a file does not hold together
     */
    public static Optional<TensorFiles> find(Path folder, List<String> names) {
        for (String name : names) {
            var whole = folder.resolve(name.startsWith("*") ? only(folder, name) : name);
            if (Files.isRegularFile(whole)) {
                return Optional.of(new TensorFiles(whole, List.of(whole), read(whole)));
            }
            var index = folder.resolve(name + INDEX);
            if (Files.isRegularFile(index)) {
                return Optional.of(shards(index));
            }
        }
        return Optional.empty();
    }

    private static String only(Path folder, String pattern) {
        String ending = pattern.substring(1);
        try (var entries = Files.list(folder)) {
            List<String> names =
                    entries.map(entry -> entry.getFileName().toString())
                            .filter(name -> name.endsWith(ending))
                            .sorted()
                            .toList();
            if (names.size() > 1) {
                throw Unusable.because(
                        folder,
                        "which of "
                                + String.join(", ", names)
                                + " holds the weights is not clear; call it model"
                                + ending);
            }
            return names.isEmpty() ? pattern : names.get(0);
        } catch (IOException e) {
            throw Unusable.unreadable(folder, e);
        }
    }

    private static Map<String, StoredTensor> read(Path file) {
        return file.getFileName().toString().endsWith(".safetensors")
                ? SafetensorsFile.read(file)
                : TorchArchive.read(file);
    }

    private static TensorFiles shards(Path index) {
        List<Path> files = new ArrayList<>();
        Map<String, StoredTensor> tensors = new TreeMap<>();
        for (String name : new TreeSet<>(weightMap(index).values())) {
            var shard = shard(index, name);
            files.add(shard);
            read(shard)
                    .forEach(
                            (tensor, stored) -> {
                                if (tensors.put(tensor, stored) != null) {
                                    throw Unusable.because(
                                            shard,
                                            "the tensor " + tensor + " is in another shard too");
                                }
                            });
        }
        weightMap(index)
                .forEach(
                        (tensor, shard) -> {
                            if (!tensors.containsKey(tensor)) {
                                throw Unusable.because(
                                        index,
                                        "the tensor " + tensor + " is not in the shard " + shard);
                            }
                        });
        return new TensorFiles(index, List.copyOf(files), tensors);
    }

    private static Path shard(Path index, String name) {
        try {
            var shard = index.resolveSibling(name);
            if (Path.of(name).getNameCount() == 1 && Files.isRegularFile(shard)) {
                return shard;
            }
        } catch (InvalidPathException e) {
            // no file can have such a name
        }
        throw Unusable.because(index, "the shard " + name + " that it names is not there");
    }

    private static Map<String, String> weightMap(Path index) {
        try {
            if (Files.size(index) > LONGEST_INDEX) {
                throw Unusable.because(index, "the index is longer than 16 MiB");
            }
            var map = JSON.readTree(Files.readAllBytes(index)).path("weight_map");
            Map<String, String> shards = new TreeMap<>();
            for (var entry : map.properties()) {
                shards.put(entry.getKey(), entry.getValue().asString());
            }
            if (shards.isEmpty()) {
                throw Unusable.because(index, "the index has no weight_map");
            }
            return shards;
        } catch (JacksonException e) {
            throw Unusable.because(index, "the index is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw Unusable.unreadable(index, e);
        }
    }
}
