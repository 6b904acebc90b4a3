package dev.circuitry.model.format.tensor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The header of a safetensors file: eight bytes of length, JSON, then the tensors without gaps.
 * Everything the header claims is checked against the size of the file; no tensor is read.
 */
final class SafetensorsFile {
    /** Room for some 150,000 tensors; the largest dense models have a few hundred. */
    private static final long LONGEST_HEADER = 16 << 20;

    private static final int MOST_DIMENSIONS = 8;
    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    /** A tensor as the header claims it, offsets counted from the header's end. */
    private record Claim(String name, ElementType type, long[] shape, long begin, long end) {}

    private final Path file;
    private final List<Claim> claims = new ArrayList<>();

    private SafetensorsFile(Path file) {
        this.file = file;
    }

    /**
     * What is in a file.
     *
     * @throws dev.circuitry.problem.ProblemException where the header does not hold together
     */
    static Map<String, StoredTensor> read(Path file) {
        try (var channel = FileChannel.open(file)) {
            return new SafetensorsFile(file).read(channel);
        } catch (IOException e) {
            throw Unusable.unreadable(file, e);
        } catch (JacksonException e) {
            throw Unusable.because(file, "the header is not JSON: " + e.getOriginalMessage());
        }
    }

    private Map<String, StoredTensor> read(FileChannel channel) throws IOException {
        long size = channel.size();
        long header = headerLength(channel, size);
        var json = ByteBuffer.allocate((int) header);
        fill(channel, json, Long.BYTES);
        try (var parser = JSON.createParser(ObjectReadContext.empty(), json.array())) {
            parse(parser);
        }
        long start = Long.BYTES + header;
        checkOffsets(size - start);
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (var claim : claims) {
            var place = new StoredTensor.Place(file, start + claim.begin());
            tensors.put(
                    claim.name(),
                    StoredTensor.rowMajor(claim.name(), claim.type(), claim.shape(), place));
        }
        return tensors;
    }

    private long headerLength(FileChannel channel, long size) throws IOException {
        if (size < Long.BYTES) {
            throw Unusable.because(
                    file, "the file ends after " + size + " bytes, before the header's length");
        }
        var length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        fill(channel, length, 0);
        long header = length.getLong(0);
        if (header < 0 || header > size - Long.BYTES) {
            throw Unusable.because(
                    file,
                    "the header claims "
                            + Long.toUnsignedString(header)
                            + " bytes and the file has "
                            + size);
        }
        if (header > LONGEST_HEADER) {
            throw Unusable.because(
                    file,
                    "the header is "
                            + header
                            + " bytes long; up to "
                            + LONGEST_HEADER
                            + " are read");
        }
        return header;
    }

    private void fill(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw Unusable.because(file, "the file ends within the header");
            }
        }
        buffer.flip();
    }

    private void parse(JsonParser parser) {
        expect(parser.nextToken() == JsonToken.START_OBJECT, "the header is not an object");
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            var value = parser.nextToken();
            if (name.equals("__metadata__")) {
                parser.skipChildren();
            } else {
                expect(value == JsonToken.START_OBJECT, "the tensor " + name + " is not an object");
                claims.add(claim(parser, name));
            }
        }
        expect(parser.nextToken() == null, "something follows the header's object");
    }

    private Claim claim(JsonParser parser, String name) {
        String type = "";
        long[] shape = null;
        long[] offsets = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String field = parser.currentName();
            var value = parser.nextToken();
            switch (field) {
                case "dtype" -> type = parser.getString();
                case "shape" -> shape = numbers(parser, value, name);
                case "data_offsets" -> offsets = numbers(parser, value, name);
                default ->
                        throw Unusable.because(
                                file, "the tensor " + name + " has the unknown field " + field);
            }
        }
        if (shape == null || offsets == null || offsets.length != 2) {
            throw Unusable.because(
                    file, "the tensor " + name + " lacks its shape or its two data_offsets");
        }
        String claimed = type;
        var known =
                ElementType.named(type)
                        .orElseThrow(
                                () ->
                                        Unusable.because(
                                                file,
                                                "the tensor "
                                                        + name
                                                        + " has the unknown number type "
                                                        + claimed));
        return new Claim(name, known, shape, offsets[0], offsets[1]);
    }

    private long[] numbers(JsonParser parser, JsonToken start, String name) {
        expect(start == JsonToken.START_ARRAY, "the tensor " + name + " has no array of numbers");
        long[] numbers = new long[MOST_DIMENSIONS];
        int count = 0;
        for (var token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            expect(
                    token == JsonToken.VALUE_NUMBER_INT && count < MOST_DIMENSIONS,
                    "the tensor " + name + " has something else than up to 8 whole numbers");
            numbers[count++] = parser.getLongValue();
        }
        return Arrays.copyOf(numbers, count);
    }

    private void checkOffsets(long bytes) {
        long next = 0;
        claims.sort(Comparator.comparingLong(Claim::begin).thenComparingLong(Claim::end));
        for (var claim : claims) {
            String tensor = "the tensor " + claim.name();
            if (claim.end() > bytes) {
                throw Unusable.because(
                        file,
                        tensor
                                + " ends at byte "
                                + claim.end()
                                + " of the data and the file has "
                                + bytes
                                + ": it is truncated or its header is wrong");
            }
            expect(
                    claim.begin() == next && claim.end() >= claim.begin(),
                    tensor
                            + " lies at bytes "
                            + claim.begin()
                            + " to "
                            + claim.end()
                            + " of the data, which does not follow on byte "
                            + next);
            long elements = Shapes.elements(claim.shape()).orElseThrow(() -> sizes(claim));
            if (elements > bytes
                    || elements * claim.type().bytes() != claim.end() - claim.begin()) {
                throw sizes(claim);
            }
            next = claim.end();
        }
        if (next != bytes) {
            throw Unusable.because(
                    file, "the file has " + (bytes - next) + " bytes that no tensor claims");
        }
    }

    private RuntimeException sizes(Claim claim) {
        return Unusable.because(
                file,
                "the tensor "
                        + claim.name()
                        + " has the shape "
                        + Shapes.text(claim.shape())
                        + " of "
                        + claim.type()
                        + " and "
                        + (claim.end() - claim.begin())
                        + " bytes, which do not agree");
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw Unusable.because(file, otherwise);
        }
    }
}
