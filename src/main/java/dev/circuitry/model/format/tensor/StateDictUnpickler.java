package dev.circuitry.model.format.tensor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;
import org.jspecify.annotations.Nullable;

/**
 * Reads the pickle of a state dictionary: tensors and plain containers. Only the opcodes that such
 * a pickle needs are obeyed, every class is looked up in a list of our own and refused by name
 * where it is not there, and no length is believed beyond what is left to read. Nothing is ever
 * constructed but strings, numbers, lists, tuples, dictionaries and the two records here. For one
 * use.
 */
final class StateDictUnpickler extends Unpickler {
    /**
     * A file of numbers within the archive.
     *
     * @param type of its elements
     * @param key its name
     * @param elements how many it is said to have
     */
    record Storage(ElementType type, String key, long elements) {}

    /** A window on a storage, as claimed. */
    record View(Storage storage, long offset, long[] shape, long[] strides) {}

    /** What a pickle of a state dictionary is written with, by protocols 2 to 4. */
    private static final Set<Short> OPCODES =
            Set.of(
                    Opcodes.MARK,
                    Opcodes.STOP,
                    Opcodes.NONE,
                    Opcodes.NEWTRUE,
                    Opcodes.NEWFALSE,
                    Opcodes.PROTO,
                    Opcodes.FRAME,
                    Opcodes.BININT,
                    Opcodes.BININT1,
                    Opcodes.BININT2,
                    Opcodes.LONG1,
                    Opcodes.BINFLOAT,
                    Opcodes.BINUNICODE,
                    Opcodes.SHORT_BINUNICODE,
                    Opcodes.EMPTY_TUPLE,
                    Opcodes.TUPLE,
                    Opcodes.TUPLE1,
                    Opcodes.TUPLE2,
                    Opcodes.TUPLE3,
                    Opcodes.EMPTY_LIST,
                    Opcodes.APPEND,
                    Opcodes.APPENDS,
                    Opcodes.EMPTY_DICT,
                    Opcodes.BINPUT,
                    Opcodes.LONG_BINPUT,
                    Opcodes.BINGET,
                    Opcodes.LONG_BINGET,
                    Opcodes.MEMOIZE,
                    Opcodes.BINPERSID,
                    Opcodes.REDUCE);

    /** A refusal that names what it refuses. */
    static final class Refused extends PickleException {
        private static final long serialVersionUID = 1;

        Refused(String reason) {
            super(reason);
        }
    }

    /** The object that a pickle holds. */
    @Nullable Object read(byte[] pickle) throws IOException {
        return load(new ByteArrayInputStream(pickle));
    }

    @Override
    protected Object dispatch(short opcode) throws IOException {
        switch (opcode) {
            case Opcodes.GLOBAL ->
                    stack.add(classNamed(PickleUtils.readline(input), PickleUtils.readline(input)));
            case Opcodes.STACK_GLOBAL -> {
                String name = (String) stack.pop();
                stack.add(classNamed((String) stack.pop(), name));
            }
            case Opcodes.BUILD -> buildNothing();
            case Opcodes.SETITEM -> {
                Object value = stack.pop();
                put(stack.pop(), value);
            }
            case Opcodes.SETITEMS -> putAll(stack.pop_all_since_marker());
            default -> {
                if (!OPCODES.contains(opcode)) {
                    throw new Refused(
                            "the pickle uses the opcode " + opcode + ", which no tensor needs");
                }
                if (opcode == Opcodes.BINUNICODE) {
                    checkLength();
                }
                return super.dispatch(opcode);
            }
        }
        return NO_RETURN_VALUE;
    }

    private void checkLength() throws IOException {
        input.mark(Integer.BYTES);
        int length = PickleUtils.bytes_to_integer(PickleUtils.readbytes(input, Integer.BYTES));
        if (length < 0 || length > input.available()) {
            throw new Refused("the pickle claims a string of " + length + " bytes and ends before");
        }
        input.reset();
    }

    /** OrderedDicts carry the versions of their modules, which nothing here reads. */
    private void buildNothing() {
        stack.pop();
        if (!(stack.peek() instanceof Map)) {
            throw new Refused("the pickle sets the state of something that has none");
        }
    }

    private void putAll(List<Object> keysAndValues) {
        for (int i = 0; i + 1 < keysAndValues.size(); i += 2) {
            put(keysAndValues.get(i), keysAndValues.get(i + 1));
        }
    }

    @SuppressWarnings("unchecked") // any other map would have come out of our own hands
    private void put(@Nullable Object key, @Nullable Object value) {
        if (!(key instanceof String || key instanceof Number)) {
            throw new Refused("the pickle has a dictionary key that is neither text nor a number");
        }
        ((Map<Object, @Nullable Object>) stack.peek()).put(key, value);
    }

    private static Object classNamed(String module, String name) {
        IObjectConstructor known =
                switch (module + "." + name) {
                    case "collections.OrderedDict" -> args -> dictionary(args);
                    case "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor" ->
                            args -> view(args);
                    case "torch._utils._rebuild_parameter" -> args -> args[0];
                    default -> null;
                };
        if (known != null) {
            return known;
        }
        var type = module.equals("torch") ? ElementType.ofStorage(name).orElse(null) : null;
        if (type == null) {
            throw new Refused(
                    "the pickle names "
                            + module
                            + "."
                            + name
                            + ", which is neither a tensor nor a plain container; save the state"
                            + " dictionary alone");
        }
        return type;
    }

    private static Map<Object, @Nullable Object> dictionary(Object[] args) {
        if (args.length > 0) {
            throw new Refused("the pickle makes an OrderedDict in an unknown way");
        }
        return new HashMap<>();
    }

    private static View view(Object[] args) {
        return new View((Storage) args[0], number(args[1]), numbers(args[2]), numbers(args[3]));
    }

    @Override
    protected Object persistentLoad(Object id) {
        Object[] parts = (Object[]) id;
        if (!"storage".equals(parts[0])) {
            throw new Refused("the pickle refers to something that is not a storage");
        }
        return new Storage((ElementType) parts[1], (String) parts[2], number(parts[4]));
    }

    private static long[] numbers(Object tuple) {
        List<Long> numbers = new ArrayList<>();
        for (Object part : (Object[]) tuple) {
            numbers.add(number(part));
        }
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private static long number(Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw new Refused("the pickle gives a tensor a size that is no whole number");
    }
}
