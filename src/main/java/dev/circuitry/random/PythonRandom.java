package dev.circuitry.random;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Python's {@code random} module after {@code random.seed(int)}: the same numbers, choices,
 * shuffles and samples as CPython 3.11's {@code Lib/random.py} draws. Not thread-safe.
 */
public final class PythonRandom {

    private final MersenneTwister twister;

    private PythonRandom(MersenneTwister twister) {
        this.twister = twister;
    }

    /** {@code random.seed(seed)}: the sign of the seed is dropped, as in Python. */
    public static PythonRandom seed(long seed) {
        long size = Math.abs(seed); // -2**63 stays as it is, which read unsigned is its size
        int low = (int) size;
        int high = (int) (size >>> 32);
        return new PythonRandom(
                high == 0 ? MersenneTwister.seededBy(low) : MersenneTwister.seededBy(low, high));
    }

    /** {@code random.random()}: a number in [0, 1) of 53 bits. */
    public double random() {
        long upper = twister.nextWord() >>> 5;
        long lower = twister.nextWord() >>> 6;
        return (upper * 67108864.0 + lower) / 9007199254740992.0;
    }

    /**
     * {@code random.getrandbits(bits)}: a number in 0 … 2^bits − 1.
     *
     * @throws IllegalArgumentException if {@code bits} is outside 0 … 63, what a long holds
     */
    public long getrandbits(int bits) {
        if (bits < 0 || bits > 63) {
            throw new IllegalArgumentException("0 to 63 bits can be drawn, not " + bits);
        }
        if (bits == 0) {
            return 0;
        }
        if (bits <= 32) {
            return twister.nextWord() >>> (32 - bits);
        }
        long low = twister.nextWord();
        return low | (twister.nextWord() >>> (64 - bits)) << 32;
    }

    /**
     * {@code random._randbelow(bound)}: an integer in 0 … bound − 1, by rejection. A bound of 1
     * draws too, until a zero bit comes.
     *
     * @throws IllegalArgumentException if {@code bound} is not positive
     */
    public int randbelow(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("an integer below " + bound);
        }
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(bound);
        long drawn = getrandbits(bits);
        while (drawn >= bound) {
            drawn = getrandbits(bits);
        }
        return (int) drawn;
    }

    /**
     * {@code random.randint(first, last)}: an integer in first … last, both included.
     *
     * @throws IllegalArgumentException if {@code last} is below {@code first}, or the range holds
     *     more than 2³¹ − 1 integers
     */
    public int randint(int first, int last) {
        long width = (long) last - first + 1;
        if (width <= 0 || width > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("an integer from " + first + " to " + last);
        }
        return first + randbelow((int) width);
    }

    /**
     * {@code random.choice(options)}.
     *
     * @throws IllegalArgumentException if there are no options
     */
    public <T> T choice(List<T> options) {
        return options.get(randbelow(options.size()));
    }

    /** {@code random.shuffle(list)}, in place. */
    public void shuffle(List<?> list) {
        for (int i = list.size() - 1; i > 0; i--) {
            Collections.swap(list, i, randbelow(i + 1));
        }
    }

    /**
     * {@code random.sample(population, count)}: {@code count} elements without replacement, in the
     * order drawn.
     *
     * @throws IllegalArgumentException if {@code count} is negative or above the population's size
     */
    public <T> List<T> sample(List<T> population, int count) {
        int size = population.size();
        if (count < 0 || count > size) {
            throw new IllegalArgumentException(count + " elements out of " + size);
        }
        return size <= poolLimit(count)
                ? sampleFromPool(population, count)
                : sampleByRejection(population, count);
    }

    /** Up to this size Python copies the population; beyond, it remembers what it has drawn. */
    private static long poolLimit(int count) {
        if (count <= 5) {
            return 21;
        }
        long table = 1;
        while (table < 3L * count) {
            table *= 4;
        }
        return 21 + table;
    }

    private <T> List<T> sampleFromPool(List<T> population, int count) {
        List<T> pool = new ArrayList<>(population);
        List<T> sample = new ArrayList<>(count);
        for (int left = pool.size(); sample.size() < count; left--) {
            int drawn = randbelow(left);
            sample.add(pool.get(drawn));
            pool.set(drawn, pool.get(left - 1));
        }
        return sample;
    }

    private <T> List<T> sampleByRejection(List<T> population, int count) {
        Set<Integer> seen = new HashSet<>();
        List<T> sample = new ArrayList<>(count);
        while (sample.size() < count) {
            int drawn = randbelow(population.size());
            if (seen.add(drawn)) {
                sample.add(population.get(drawn));
            }
        }
        return sample;
    }
}
