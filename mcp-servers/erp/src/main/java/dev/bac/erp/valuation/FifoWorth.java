package dev.bac.erp.valuation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** First in, first out: what is left of each receipt, in the order it leaves. */
public final class FifoWorth implements Worth {

    /** What is left of the goods that came by a move. */
    public record Layer(UUID move, BigDecimal quantity, BigDecimal value) {}

    private final int decimals;
    private final List<Layer> layers;

    public FifoWorth(List<Layer> layers, int decimals) {
        this.layers = new ArrayList<>(layers);
        this.decimals = decimals;
    }

    /** The queue, first the one that leaves first. */
    public List<Layer> layers() {
        return List.copyOf(layers);
    }

    @Override
    public BigDecimal quantity() {
        return layers.stream().map(Layer::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public BigDecimal value() {
        return layers.stream().map(Layer::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Override
    public void in(UUID move, BigDecimal quantity, BigDecimal value) {
        layers.add(new Layer(move, quantity, value));
    }

    @Override
    public BigDecimal out(BigDecimal quantity, @Nullable UUID of) {
        if (quantity.compareTo(quantity()) > 0) {
            throw new Shortage(quantity(), quantity);
        }
        var left = quantity;
        var worth = BigDecimal.ZERO;
        if (of != null) {
            for (int i = 0; i < layers.size() && left.signum() > 0; i++) {
                if (layers.get(i).move().equals(of)) {
                    var taken = left.min(layers.get(i).quantity());
                    worth = worth.add(take(i, taken));
                    left = left.subtract(taken);
                }
            }
            layers.removeIf(layer -> layer.quantity().signum() == 0);
        }
        int gone = 0;
        for (; left.signum() > 0; gone++) {
            var taken = left.min(layers.get(gone).quantity());
            worth = worth.add(take(gone, taken));
            left = left.subtract(taken);
            if (layers.get(gone).quantity().signum() > 0) {
                break;
            }
        }
        layers.subList(0, gone).clear();
        return worth;
    }

    private BigDecimal take(int index, BigDecimal taken) {
        var layer = layers.get(index);
        var worth = Worth.share(layer.value(), taken, layer.quantity(), decimals);
        layers.set(
                index,
                new Layer(
                        layer.move(),
                        layer.quantity().subtract(taken),
                        layer.value().subtract(worth)));
        return worth;
    }
}
