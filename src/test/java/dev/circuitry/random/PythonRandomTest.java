package dev.circuitry.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected numbers were drawn with CPython 3.11.7 unless a test says otherwise. */
class PythonRandomTest {

    @ParameterizedTest
    @CsvSource({
        "0, 3626764237, 1654615998, 3255389356",
        "9, 1988601454, 2633739374, 1603362544",
        "-9, 1988601454, 2633739374, 1603362544",
        "42, 2746317213, 478163327, 107420369",
        "4294967301, 675479763, 2085189291, 1213270837",
        "9223372036854775807, 1359979423, 2819855560, 2711238091",
        "-9223372036854775808, 2377109768, 1691753470, 4039908392"
    })
    void seedsWithEveryWordOfTheSeedAndWithoutItsSign(
            long seed, long first, long second, long third) {
        PythonRandom random = PythonRandom.seed(seed);

        assertThat(random.getrandbits(32)).isEqualTo(first);
        assertThat(random.getrandbits(32)).isEqualTo(second);
        assertThat(random.getrandbits(32)).isEqualTo(third);
    }

    @Test
    void takesBitsFromTheTopOfEachWord() {
        PythonRandom random = PythonRandom.seed(42);

        assertThat(IntStream.of(1, 5, 16, 31, 32).mapToLong(random::getrandbits))
                .containsExactly(1L, 3L, 1639L, 1592467581L, 1181241943L);
    }

    @Test
    void putsTheFirstWordLowestWhereOneIsNotEnough() {
        PythonRandom random = PythonRandom.seed(42);

        assertThat(IntStream.of(0, 33, 53, 62, 63).mapToLong(random::getrandbits))
                .containsExactly(
                        0L,
                        2746317213L,
                        6679292727990993L,
                        1129364348903903831L,
                        1287010195568088798L);
    }

    @Test
    void drawsUniformNumbersOf53Bits() {
        PythonRandom random = PythonRandom.seed(42);

        assertThat(random.random()).isEqualTo(0.6394267984578837);
        assertThat(random.random()).isEqualTo(0.025010755222666936);
        assertThat(random.random()).isEqualTo(0.27502931836911926);
    }

    @Test
    void shufflesFromTheEnd() {
        List<Integer> list = new ArrayList<>(numbersBelow(10));

        PythonRandom.seed(42).shuffle(list);

        assertThat(list).containsExactly(7, 3, 2, 8, 5, 6, 9, 4, 0, 1);
    }

    @Test
    void choosesByRejection() {
        PythonRandom random = PythonRandom.seed(42);

        assertThat(
                        IntStream.range(0, 10)
                                .mapToObj(i -> random.choice(List.of(0, 1, 2, 3, 4, 5, 6))))
                .containsExactly(5, 0, 0, 5, 2, 1, 1, 1, 5, 0);
    }

    @Test
    void drawsWordsEvenForTheOnlyChoice() {
        PythonRandom random = PythonRandom.seed(42);

        for (int i = 0; i < 5; i++) {
            random.choice(List.of("only"));
        }

        assertThat(random.getrandbits(32)).isEqualTo(599310825L);
    }

    @Test
    void drawsIntegersBetweenBothEnds() {
        PythonRandom random = PythonRandom.seed(42);

        assertThat(IntStream.range(0, 12).map(i -> random.randint(-3, 3)))
                .containsExactly(2, -3, -3, 2, -1, -2, -2, -2, 2, -3, 2, 2);
    }

    @ParameterizedTest
    @CsvSource({
        "42, 21, '20 3 0 8 7', 958682846", // a pool
        "42, 22, '20 3 0 8 7', 958682846", // rejection
        "42, 30, '20 3 0 23 8', 1051802512",
        "42, 85, '81 14 3 35 31 28', 599310825", // a pool: 21 + 4^3
        "42, 86, '81 14 3 35 31 28', 599310825",
        "7, 22, '10 4 12 20 1', 311111475",
        "0, 277, '197 215 20 132 261 248 207 155 244 183 111 258 71 144 48', 2655874620"
    })
    void samplesFromPoolsAndByRejection(long seed, int size, String expected, long nextWord) {
        PythonRandom random = PythonRandom.seed(seed);
        List<Integer> wanted =
                List.of(expected.split(" ", -1)).stream().map(Integer::valueOf).toList();

        assertThat(random.sample(numbersBelow(size), wanted.size())).isEqualTo(wanted);
        assertThat(random.getrandbits(32)).isEqualTo(nextWord);
    }

    @Test
    void drawsTheFirstIoiPromptsOfTheReference() {
        PythonRandom random = PythonRandom.seed(9);

        // name, other name, place, object, as in the first rows of the recorded prompts
        assertThat(ioiPrompt(random))
                .containsExactly(78, 47, 2, 2); // Mary, Jeffrey, restaurant, bone
        assertThat(ioiPrompt(random)).containsExactly(43, 64, 1, 5); // Brittany, Jamie, garden, …
        assertThat(ioiPrompt(random)).containsExactly(93, 48, 7, 6);
        assertThat(ioiPrompt(random)).containsExactly(21, 30, 1, 2);
    }

    @Test
    void drawsTheFirstDocstringNamesOfTheReference() {
        List<Integer> names = PythonRandom.seed(0).sample(numbersBelow(111), 15);

        assertThat(names.get(0)).isEqualTo(108); // the method's name, "old"
        assertThat(names)
                .containsExactly(108, 49, 97, 53, 5, 33, 65, 62, 51, 100, 106, 38, 61, 45, 74);
    }

    @Test
    void refusesEmptyRanges() {
        PythonRandom random = PythonRandom.seed(0);

        assertThatThrownBy(() -> random.randint(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> random.randbelow(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> random.choice(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> random.getrandbits(64))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> random.sample(List.of(1, 2), 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 elements out of 2");
    }

    private static List<Integer> ioiPrompt(PythonRandom random) {
        random.choice(List.of("the only template"));
        List<Integer> names = threeNames(random);
        while (new HashSet<>(names).size() < 3) {
            names = threeNames(random);
        }
        return List.of(names.get(0), names.get(1), random.randbelow(8), random.randbelow(8));
    }

    private static List<Integer> threeNames(PythonRandom random) {
        return List.of(random.randbelow(99), random.randbelow(99), random.randbelow(99));
    }

    private static List<Integer> numbersBelow(int bound) {
        return IntStream.range(0, bound).boxed().toList();
    }
}
