package dev.circuitry.patching;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.circuitry.model.EngineScript;

/**
 * What is done with senders' differences that lie side by side, {@code [rows, senders, d_model]}; a
 * row is one prompt's position. References are those of one batch, {@code [batch, pos, d_model]}
 * each, and stand for those of every variant.
 */
final class StackScript {
    private static final EngineScript SCRIPT =
            new EngineScript(
                    """
                    def subtract(self: __torch__.Functions,
                        stack: Tensor,
                        place: int,
                        values: List[Tensor],
                        references: List[Tensor]) -> NoneType:
                      for i in range(torch.len(values)):
                        width = torch.size(stack, 2)
                        reference = torch.reshape(references[i], [-1, width])
                        apart = [-1, torch.size(reference, 0), width]
                        slot = torch.view(torch.select(stack, 1, place + i), apart)
                        value = torch.reshape(values[i], torch.size(slot))
                        _0 = torch.sub(value, reference, out=slot)
                      return None

                    def plus(self: __torch__.Functions,
                        sums: Tensor,
                        references: List[Tensor],
                        first: int) -> Tensor:
                      for i in range(torch.len(references)):
                        reference = torch.reshape(references[i], [-1, torch.size(sums, 2)])
                        end = first + torch.size(sums, 0)
                        part = torch.slice(reference, 0, first, end)
                        apart = [-1, torch.size(part, 0), torch.size(sums, 2)]
                        _0 = torch.add_(torch.view(torch.select(sums, 1, i), apart), part)
                      return sums

                    def product(self: __torch__.Functions,
                        stack: Tensor,
                        chosen: Tensor,
                        references: List[Tensor],
                        first: int) -> Tensor:
                      rows = torch.size(stack, 0)
                      known = torch.slice(stack, 1, 0, torch.size(chosen, 1))
                      sums = torch.bmm(torch.expand(chosen, [rows, -1, -1]), known)
                      return self.plus(sums, references, first)

                    def bags(self: __torch__.Functions,
                        stack: Tensor,
                        senders: Tensor,
                        starts: Tensor,
                        references: List[Tensor],
                        first: int) -> Tensor:
                      rows = torch.arange(torch.size(stack, 0), dtype=3) # int32
                      row = torch.unsqueeze(rows, 1)
                      every = torch.flatten(row * torch.size(stack, 1) + senders)
                      start = torch.flatten(row * torch.size(senders, 0) + starts)
                      flat = torch.view(stack, [-1, torch.size(stack, 2)])
                      sums, _0, _1, _2 = torch.embedding_bag(
                        flat, every, start, False, 0, False, None, False)
                      apart = [torch.size(stack, 0), torch.len(references), -1]
                      return self.plus(torch.view(sums, apart), references, first)
                    """);

    private StackScript() {}

    /**
     * Writes differences from references onto the stack, from a place on.
     *
     * @param values {@code [variants * batch, pos, d_model]} each
     */
    static void subtract(NDArray stack, long place, NDList values, NDList references) {
        SCRIPT.write("subtract", stack, place, values, references);
    }

    /**
     * References and what differences add to them.
     *
     * @param stack some rows of it
     * @param chosen ones and zeros, {@code [sums, senders]}
     * @param references one a sum
     * @param first the first row's place in the batch; rows from its begin on may be of several
     * @return {@code [rows, sums, d_model]}
     */
    static NDArray product(NDArray stack, NDArray chosen, NDList references, long first) {
        return SCRIPT.make(stack.getManager(), "product", stack, chosen, references, first);
    }

    /**
     * The same on a processor for sums of few senders, which are read one by one. Differences may
     * lie there in pieces, {@code [rows, senders * pieces, d_model / pieces]}, and are summed piece
     * by piece.
     *
     * @param senders what each piece of each sum reads, one after the other, int32
     * @param starts where each piece's begin, int32
     */
    static NDArray bags(
            NDArray stack, NDArray senders, NDArray starts, NDList references, long first) {
        return SCRIPT.make(stack.getManager(), "bags", stack, senders, starts, references, first);
    }
}
