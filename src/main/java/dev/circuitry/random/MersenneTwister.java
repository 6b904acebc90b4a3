package dev.circuitry.random;

/**
 * MT19937, the Mersenne Twister of 32-bit words (Matsumoto and Nishimura, ACM TOMACS 8(1), 1998),
 * with the two seedings of their 2002 revision. Guarantees the words of {@code mt19937ar.c}. Not
 * thread-safe.
 */
final class MersenneTwister {

    private static final int SIZE = 624;
    private static final int SHIFT = 397;
    private static final int UPPER_BIT = 0x80000000;
    private static final int LOWER_BITS = 0x7fffffff;
    private static final int TWIST = 0x9908b0df;

    private final int[] state = new int[SIZE];
    private int next = SIZE;

    private MersenneTwister() {}

    /** The generator {@code init_genrand(seed)} starts; the seed is an unsigned 32-bit number. */
    static MersenneTwister seeded(int seed) {
        var twister = new MersenneTwister();
        twister.fill(seed);
        return twister;
    }

    /** The generator {@code init_by_array(key)} starts; each word is an unsigned 32-bit number. */
    static MersenneTwister seededBy(int... key) {
        if (key.length == 0) {
            throw new IllegalArgumentException("a key has at least one word");
        }
        MersenneTwister twister = seeded(19650218);
        twister.absorb(key);
        return twister;
    }

    /** The next word, uniform over 0 … 2³² − 1. */
    long nextWord() {
        if (next == SIZE) {
            regenerate();
        }
        int word = state[next++];
        word ^= word >>> 11;
        word ^= (word << 7) & 0x9d2c5680;
        word ^= (word << 15) & 0xefc60000;
        word ^= word >>> 18;
        return Integer.toUnsignedLong(word);
    }

    /** Draws {@code count} words and drops them. */
    void skip(long count) {
        for (long i = 0; i < count; i++) {
            nextWord();
        }
    }

    private void fill(int seed) {
        state[0] = seed;
        for (int i = 1; i < SIZE; i++) {
            state[i] = 1812433253 * mixed(i - 1) + i;
        }
    }

    private void absorb(int[] key) {
        int i = 1;
        int j = 0;
        for (int round = Math.max(SIZE, key.length); round > 0; round--) {
            state[i] = (state[i] ^ (mixed(i - 1) * 1664525)) + key[j] + j;
            i = wrapped(i + 1);
            j = (j + 1) % key.length;
        }
        for (int round = SIZE - 1; round > 0; round--) {
            state[i] = (state[i] ^ (mixed(i - 1) * 1566083941)) - i;
            i = wrapped(i + 1);
        }
        state[0] = UPPER_BIT; // so that the state is never all zero
    }

    private int mixed(int i) {
        return state[i] ^ (state[i] >>> 30);
    }

    private int wrapped(int i) {
        if (i < SIZE) {
            return i;
        }
        state[0] = state[SIZE - 1];
        return 1;
    }

    private void regenerate() {
        for (int i = 0; i < SIZE; i++) {
            int bits = (state[i] & UPPER_BIT) | (state[(i + 1) % SIZE] & LOWER_BITS);
            int twisted = (bits >>> 1) ^ ((bits & 1) == 0 ? 0 : TWIST);
            state[i] = state[(i + SHIFT) % SIZE] ^ twisted;
        }
        next = 0;
    }
}
