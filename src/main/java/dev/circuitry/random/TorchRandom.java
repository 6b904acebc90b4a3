package dev.circuitry.random;

import java.util.stream.IntStream;

/**
 * torch's CPU generator after {@code torch.manual_seed}: the same integers and permutations as
 * torch 1.13.1 draws (ATen's {@code CPUGeneratorImpl}, {@code randperm_cpu} and {@code
 * random_from_to}). Not thread-safe.
 */
public final class TorchRandom {

    /** From this size on, torch fills a tensor with normals sixteen at a time. */
    private static final int BLOCK = 16;

    private final MersenneTwister twister;
    private boolean spareNormal;

    private TorchRandom(MersenneTwister twister) {
        this.twister = twister;
    }

    /** {@code torch.manual_seed(seed)}: only the low 32 bits of the seed count. */
    public static TorchRandom manualSeed(long seed) {
        return new TorchRandom(MersenneTwister.seeded((int) seed));
    }

    /**
     * {@code torch.randperm(n)}: a permutation of 0 … n − 1.
     *
     * @throws IllegalArgumentException if {@code n} is negative
     */
    public int[] randperm(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("a permutation of " + n + " elements");
        }
        int[] permutation = IntStream.range(0, n).toArray();
        for (int i = 0; i < n - 1; i++) {
            int other = i + (int) (twister.nextWord() % (n - i));
            int held = permutation[i];
            permutation[i] = permutation[other];
            permutation[other] = held;
        }
        return permutation;
    }

    /**
     * {@code torch.randint(0, bound, (count,))}: {@code count} integers in 0 … bound − 1.
     *
     * @throws IllegalArgumentException if {@code bound} is not positive or {@code count} negative
     */
    public int[] randint(int bound, int count) {
        if (bound <= 0 || count < 0) {
            throw new IllegalArgumentException(count + " integers below " + bound);
        }
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++) {
            drawn[i] = (int) (twister.nextWord() % bound);
        }
        return drawn;
    }

    /**
     * Leaves the generator where {@code tensor.normal_()} leaves it, without the normals: for
     * reference data drawn after random weights.
     *
     * @param elements how many elements the one tensor has; a model's tensors are skipped one by
     *     one
     * @throws IllegalArgumentException if {@code elements} is negative
     */
    public void skipNormal(long elements) {
        if (elements < 0) {
            throw new IllegalArgumentException("a tensor of " + elements + " elements");
        }
        if (elements >= BLOCK) {
            // the last block is drawn anew whole where the size is no multiple of it
            twister.skip(elements + (elements % BLOCK == 0 ? 0 : BLOCK));
            return;
        }
        for (long i = 0; i < elements; i++) {
            skipOneNormal();
        }
    }

    /** Box-Muller gives two normals for two 53-bit uniforms, and torch keeps the second. */
    private void skipOneNormal() {
        if (!spareNormal) {
            twister.skip(4);
        }
        spareNormal = !spareNormal;
    }
}
