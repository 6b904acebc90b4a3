package dev.circuitry.model.format.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * What torch.save wrote: a zip archive of a pickle and of storages, stored as they are, so that a
 * tensor is a place in the file. No tensor is read, and no code of the file is ever run: {@link
 * StateDictUnpickler}.
 */
final class TorchArchive {
    /** Room for some 25,000 tensors. */
    private static final long LONGEST_PICKLE = 4 << 20;

    private static final int DEEPEST_NESTING = 8;
    private static final int MOST_DIMENSIONS = 8;

    private final Path file;
    private final ZipFile zip;
    private final long size;
    private final String folder;
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();

    private TorchArchive(Path file, ZipFile zip) throws IOException {
        this.file = file;
        this.zip = zip;
        this.size = Files.size(file);
        this.folder = folder();
    }

    /**
     * What is in a file.
     *
     * @throws dev.circuitry.problem.ProblemException where it is not such an archive, does not hold
     *     together, or holds anything but tensors and plain containers
     */
    static Map<String, StoredTensor> read(Path file) {
        return opened(file, TorchArchive::read);
    }

    /**
     * The tensor of a file that holds one and nothing else.
     *
     * @throws dev.circuitry.problem.ProblemException likewise
     */
    static StoredTensor only(Path file) {
        return opened(file, TorchArchive::readOnly);
    }

    private interface Reading<T> {
        T from(TorchArchive archive) throws IOException;
    }

    private static <T> T opened(Path file, Reading<T> reading) {
        try {
            checkSignature(file);
            try (var zip = ZipFile.builder().setPath(file).get()) {
                return reading.from(new TorchArchive(file, zip));
            }
        } catch (StateDictUnpickler.Refused e) {
            throw Unusable.because(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw Unusable.unreadable(file, e);
        } catch (ClassCastException
                | IndexOutOfBoundsException
                | IllegalArgumentException
                | NullPointerException
                | net.razorvine.pickle.PickleException e) {
            // what the two libraries throw at bytes that make no sense to them
            throw Unusable.because(file, "the archive is damaged (" + e + ")");
        }
    }

    private static void checkSignature(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4);
            if (start.length < 4 || start[0] != 'P' || start[1] != 'K') {
                throw Unusable.because(
                        file,
                        "this is not the zip archive that torch.save has written since PyTorch 1.6;"
                                + " load it there and save it again");
            }
        }
    }

    private Map<String, StoredTensor> read() throws IOException {
        stateDictionary(root(), DEEPEST_NESTING)
                .forEach(
                        (name, value) -> {
                            if (value instanceof StateDictUnpickler.View view) {
                                tensors.put(name.toString(), located(name.toString(), view));
                            }
                        });
        return tensors;
    }

    private StoredTensor readOnly() throws IOException {
        if (root() instanceof StateDictUnpickler.View view) {
            return located("of the file", view);
        }
        throw Unusable.because(file, "the pickle holds something else than one tensor");
    }

    private @Nullable Object root() throws IOException {
        var pickle = entry("data.pkl", LONGEST_PICKLE);
        var order = zip.getEntry(folder + "byteorder");
        if (order != null && text(order).startsWith("big")) {
            throw Unusable.because(file, "the numbers are big-endian, which is not read");
        }
        byte[] bytes;
        try (var in = zip.getInputStream(pickle)) {
            bytes = in.readNBytes((int) pickle.getSize());
        }
        return new StateDictUnpickler().read(bytes);
    }

    private String text(ZipArchiveEntry entry) throws IOException {
        try (var in = zip.getInputStream(entry)) {
            return new String(in.readNBytes(16), java.nio.charset.StandardCharsets.US_ASCII);
        }
    }

    private String folder() {
        for (var entries = zip.getEntries(); entries.hasMoreElements(); ) {
            String name = entries.nextElement().getName();
            if (name.endsWith("/data.pkl")) {
                return name.substring(0, name.length() - "data.pkl".length());
            }
        }
        throw Unusable.because(
                file, "the zip archive has no data.pkl: torch.save did not write it");
    }

    /** The map with tensors in it: the root, or the only one below it. */
    private Map<?, ?> stateDictionary(@Nullable Object root, int depth) {
        if (!(root instanceof Map<?, ?> map) || depth == 0) {
            throw Unusable.because(file, "the pickle holds no dictionary of tensors");
        }
        if (map.values().stream().anyMatch(StateDictUnpickler.View.class::isInstance)) {
            return map;
        }
        List<?> inner = map.values().stream().filter(Map.class::isInstance).toList();
        if (inner.size() == 1) {
            return stateDictionary(inner.get(0), depth - 1);
        }
        var usual = map.get("state_dict");
        return stateDictionary(usual == null ? map.get("model_state_dict") : usual, depth - 1);
    }

    private StoredTensor located(String name, StateDictUnpickler.View view) {
        var storage = view.storage();
        var entry = storage(name, storage);
        long elements = Shapes.elements(view.shape()).orElse(Long.MAX_VALUE);
        boolean fits =
                view.shape().length == view.strides().length
                        && view.shape().length <= MOST_DIMENSIONS
                        && view.offset() >= 0
                        && elements <= storage.elements();
        if (fits && elements > 0) {
            long last = Shapes.lastIndex(view.shape(), view.strides()).orElse(Long.MAX_VALUE);
            fits = last < storage.elements() - view.offset();
        }
        if (!fits) {
            throw Unusable.because(
                    file,
                    "the tensor "
                            + name
                            + " of shape "
                            + Shapes.text(view.shape())
                            + " does not fit into its storage of "
                            + storage.elements()
                            + " elements");
        }
        long position = entry.getDataOffset() + view.offset() * storage.type().bytes();
        return new StoredTensor(
                name,
                storage.type(),
                view.shape(),
                view.strides(),
                new StoredTensor.Place(file, position));
    }

    private ZipArchiveEntry storage(String tensor, StateDictUnpickler.Storage storage) {
        var entry = entry("data/" + storage.key(), size);
        if (storage.elements() < 0
                || storage.elements() > size
                || storage.elements() * storage.type().bytes() != entry.getSize()) {
            throw Unusable.because(
                    file,
                    "the storage of the tensor "
                            + tensor
                            + " has "
                            + entry.getSize()
                            + " bytes instead of "
                            + storage.elements()
                            + " elements of "
                            + storage.type());
        }
        return entry;
    }

    private ZipArchiveEntry entry(String name, long mostBytes) {
        var entry = zip.getEntry(folder + name);
        if (entry == null) {
            throw Unusable.because(file, "the archive has no " + folder + name);
        }
        if (entry.getMethod() != ZipEntry.STORED) {
            throw Unusable.because(
                    file, folder + name + " is compressed; torch.save stores it as it is");
        }
        if (entry.getSize() > mostBytes
                || entry.getDataOffset() < 0
                || entry.getDataOffset() + entry.getSize() > size) {
            throw Unusable.because(
                    file,
                    folder + name + " claims " + entry.getSize() + " bytes, which is too much");
        }
        return entry;
    }
}
