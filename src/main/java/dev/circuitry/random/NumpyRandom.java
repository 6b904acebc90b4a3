package dev.circuitry.random;

/**
 * numpy's legacy global generator after {@code np.random.seed}: the same integers as {@code
 * numpy.random.RandomState} draws, which numpy froze for good (NEP 19). Not thread-safe.
 */
public final class NumpyRandom {

    private final MersenneTwister twister;

    private NumpyRandom(MersenneTwister twister) {
        this.twister = twister;
    }

    /**
     * {@code np.random.seed(seed)}.
     *
     * @throws IllegalArgumentException if {@code seed} is outside 0 … 2³² − 1, as in numpy
     */
    public static NumpyRandom seed(long seed) {
        if (seed >>> 32 != 0) {
            throw new IllegalArgumentException(
                    "numpy takes seeds from 0 to 2**32 - 1, not " + seed);
        }
        return new NumpyRandom(MersenneTwister.seeded((int) seed));
    }

    /**
     * {@code np.random.randint(bound)}: an integer in 0 … bound − 1, by masking and rejection; a
     * bound of 1 draws nothing.
     *
     * @throws IllegalArgumentException if {@code bound} is not positive
     */
    public int randint(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("an integer below " + bound);
        }
        if (bound == 1) {
            return 0;
        }
        int largest = bound - 1;
        int mask = (Integer.highestOneBit(largest) << 1) - 1;
        int drawn = (int) twister.nextWord() & mask;
        while (drawn > largest) {
            drawn = (int) twister.nextWord() & mask;
        }
        return drawn;
    }
}
