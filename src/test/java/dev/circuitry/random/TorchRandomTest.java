package dev.circuitry.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Expected numbers were recorded from the reference implementation on torch 1.13.1. */
class TorchRandomTest {

    @Test
    void permutesAsTheReferenceDoes() {
        assertThat(TorchRandom.manualSeed(49).randperm(4)).containsExactly(2, 3, 0, 1);
        assertThat(TorchRandom.manualSeed(42).randperm(10))
                .containsExactly(2, 6, 1, 8, 4, 5, 0, 9, 3, 7);
        assertThat(TorchRandom.manualSeed(42).randperm(50))
                .containsExactly(
                        42, 17, 30, 34, 20, 25, 0, 8, 36, 18, 28, 39, 3, 2, 41, 1, 37, 6, 14, 12,
                        11, 32, 43, 16, 5, 38, 31, 44, 26, 45, 15, 47, 4, 10, 21, 19, 33, 27, 13,
                        48, 46, 23, 22, 35, 7, 24, 49, 29, 40, 9);
    }

    @Test
    void drawsTheGreaterThanNounsAndYearsOfTheReference() {
        TorchRandom random = TorchRandom.manualSeed(54);

        int[] nouns = random.randint(120, 200);
        int[] years = random.randint(604, 200);

        assertThat(nouns).hasSize(200).startsWith(31, 5, 2, 103, 39, 49, 40, 56, 15, 17, 81, 70);
        assertThat(nouns).endsWith(85, 76, 88);
        assertThat(years).hasSize(200).startsWith(137, 353, 130, 26, 77, 493, 551, 589, 410, 465);
        assertThat(years).endsWith(323, 521, 204);
    }

    @Test
    void countsOnlyTheLow32BitsOfTheSeed() {
        assertThat(TorchRandom.manualSeed(42 + (7L << 32)).randperm(10))
                .containsExactly(2, 6, 1, 8, 4, 5, 0, 9, 3, 7);
    }

    /** The reference draws a reversing model's weights before it shuffles the model's data. */
    @Test
    void skipsTheWeightsOfTheReversingModel() {
        TorchRandom random = TorchRandom.manualSeed(1234);
        skipWeights(random, 4, new long[] {205, 246}, new long[] {492, 1230}, 123);

        int[] permutation = random.randperm(6);
        while (hasFixedPoint(permutation)) {
            permutation = random.randperm(6);
        }

        assertThat(permutation).containsExactly(5, 0, 4, 2, 3, 1);
    }

    /** Here the MLP's tensors have fewer than sixteen elements, which torch draws differently. */
    @Test
    void skipsTheWeightsOfTheProportionModel() {
        TorchRandom random = TorchRandom.manualSeed(1234);
        skipWeights(random, 2, new long[] {84, 84}, new long[] {98, 14}, 56);

        int[] order = random.randperm(256);
        int[] patches = random.randperm(50);

        // row r of the data spells order[r] in base four
        assertThat(inBaseFour(order[0])).containsExactly(3, 1, 0, 3);
        assertThat(inBaseFour(order[1])).containsExactly(0, 0, 2, 0);
        assertThat(inBaseFour(order[2])).containsExactly(2, 3, 2, 2);
        assertThat(inBaseFour(order[3])).containsExactly(2, 0, 3, 0);
        assertThat(inBaseFour(order[patches[0]])).containsExactly(1, 2, 2, 2);
        assertThat(inBaseFour(order[patches[1]])).containsExactly(3, 0, 1, 1);
        assertThat(inBaseFour(order[patches[2]])).containsExactly(3, 1, 0, 3);
    }

    @Test
    void keepsTheSecondNormalOfAPairForTheNextSmallTensor() {
        TorchRandom odd = TorchRandom.manualSeed(7);
        odd.skipNormal(3);
        odd.skipNormal(1);
        TorchRandom even = TorchRandom.manualSeed(7);
        even.skipNormal(4);

        assertThat(odd.randperm(20)).isEqualTo(even.randperm(20));
    }

    @Test
    void redrawsTheLastBlockOfALargeTensor() {
        TorchRandom ragged = TorchRandom.manualSeed(7);
        ragged.skipNormal(17);
        TorchRandom whole = TorchRandom.manualSeed(7);
        whole.skipNormal(16);
        whole.randint(1, 17);

        assertThat(ragged.randperm(20)).isEqualTo(whole.randperm(20));
    }

    @Test
    void permutesNothingAndOneThing() {
        TorchRandom random = TorchRandom.manualSeed(0);

        assertThat(random.randperm(0)).isEmpty();
        assertThat(random.randperm(1)).containsExactly(0);
    }

    @Test
    void refusesImpossibleSizes() {
        TorchRandom random = TorchRandom.manualSeed(0);

        assertThatThrownBy(() -> random.randperm(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> random.randint(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> random.randint(1, -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> random.skipNormal(-1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static void skipWeights(
            TorchRandom random, int layers, long[] embeddings, long[] blocks, long unembedding) {
        random.skipNormal(embeddings[0]);
        random.skipNormal(embeddings[1]);
        for (int layer = 0; layer < layers; layer++) {
            for (int i = 0; i < 4; i++) {
                random.skipNormal(blocks[0]);
            }
            random.skipNormal(blocks[1]);
            random.skipNormal(blocks[1]);
        }
        random.skipNormal(unembedding);
    }

    private static boolean hasFixedPoint(int[] permutation) {
        for (int i = 0; i < permutation.length; i++) {
            if (permutation[i] == i) {
                return true;
            }
        }
        return false;
    }

    private static int[] inBaseFour(int number) {
        return new int[] {number / 64, number / 16 % 4, number / 4 % 4, number % 4};
    }
}
