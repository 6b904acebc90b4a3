package dev.circuitry.rasp.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class VectorSpaceTest {

    @Test
    void ordersNumbersBySizeAndNotBySpelling() {
        assertThat(labels(VectorSpace.ofValues("map_1", List.of(10, 9, -1, -10))))
                .containsExactly("map_1:-10", "map_1:-1", "map_1:9", "map_1:10");
    }

    @Test
    void ordersMixedValuesByTheirLabels() {
        assertThat(labels(VectorSpace.ofValues("tokens", List.of("compiler_pad", 10, "BOS", 9))))
                .containsExactly("tokens:9", "tokens:10", "tokens:BOS", "tokens:compiler_pad");
    }

    @Test
    void ordersByNameFirst() {
        assertThat(
                        labels(
                                VectorSpace.of(
                                        new BasisDirection("one"),
                                        new BasisDirection("map_3", 7),
                                        new BasisDirection("map_10", 8),
                                        new BasisDirection("indices", 9))))
                .containsExactly("indices:9", "map_10:8", "map_3:7", "one");
    }

    @Test
    void putsADirectionWithoutValueBeforeThoseWithOne() {
        assertThat(labels(VectorSpace.of(new BasisDirection("x", 1), new BasisDirection("x"))))
                .containsExactly("x", "x:1");
    }

    @Test
    void ordersTuplesElementByElement() {
        assertThat(
                        labels(
                                VectorSpace.ofValues(
                                        "h",
                                        List.of(List.of(10, 0), List.of(2, 1), List.of(2, 0)))))
                .containsExactly("h:[2, 0]", "h:[2, 1]", "h:[10, 0]");
    }

    @Test
    void ordersAndSpellsBooleansAsPythonDoes() {
        assertThat(labels(VectorSpace.ofValues("map_1", List.of(true, false))))
                .containsExactly("map_1:False", "map_1:True");
    }

    @Test
    void joinsSpacesWithoutRepeatingDirections() {
        VectorSpace joined =
                VectorSpace.join(
                        List.of(
                                VectorSpace.ofValues("a", List.of(2, 1)),
                                VectorSpace.ofValues("a", List.of(3, 2))));

        assertThat(labels(joined)).containsExactly("a:1", "a:2", "a:3");
        assertThat(joined.indexOf(new BasisDirection("a", 3))).isEqualTo(2);
    }

    @Test
    void refusesToFindADirectionItDoesNotHave() {
        assertThatThrownBy(() -> VectorSpace.of().indexOf(BasisDirection.ONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one");
    }

    private static List<String> labels(VectorSpace space) {
        return space.stream().map(BasisDirection::label).toList();
    }
}
