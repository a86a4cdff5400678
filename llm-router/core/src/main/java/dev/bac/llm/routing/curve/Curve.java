package dev.bac.llm.routing.curve;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a ranking of questions by need of the strong model is worth. Points go from all weak to all strong, one question
 * more at each.
 *
 * @param accuracy share of right answers, at each point
 * @param cost in US dollars, at each point
 */
public record Curve(List<Double> accuracy, List<Double> cost) {
    public Curve {
        accuracy = List.copyOf(accuracy);
        cost = List.copyOf(cost);
    }

    /** @param need of the strong model, of each question; the greatest goes to it first */
    public static Curve of(List<Question> questions, double[] need) {
        List<Integer> order = IntStream.range(0, need.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -need[i]))
                .toList();
        double right = questions.stream().mapToDouble(Question::weak).sum();
        double cost =
                questions.stream().mapToDouble(q -> q.weakCost().doubleValue()).sum();
        var accuracy = new Double[need.length + 1];
        var costs = new Double[need.length + 1];
        accuracy[0] = right / need.length;
        costs[0] = cost;
        for (int i = 0; i < need.length; i++) {
            Question moved = questions.get(order.get(i));
            right += moved.strong() - moved.weak();
            cost += moved.strongCost().doubleValue() - moved.weakCost().doubleValue();
            accuracy[i + 1] = right / need.length;
            costs[i + 1] = cost;
        }
        return new Curve(List.of(accuracy), List.of(costs));
    }

    /**
     * The call-performance threshold of RouteLLM (Ong et al., 2406.18665): the share of calls to the strong model, 0 to 1,
     * at which this share of the gap between the two models is first closed.
     */
    public double cpt(double gapShare) {
        return share(first(gapShare));
    }

    /** Cost where this share of the gap is first closed, against that of always asking the strong model. */
    public double costShare(double gapShare) {
        return cost.get(first(gapShare)) / cost.getLast();
    }

    /** Mean share of the gap closed over all points; 0.5 for a random order. */
    public double area() {
        double gap = accuracy.getLast() - accuracy.getFirst();
        return accuracy.stream()
                .mapToDouble(each -> (each - accuracy.getFirst()) / gap)
                .average()
                .orElse(0);
    }

    /** Accuracy when this share of calls, 0 to 1, goes to the strong model. */
    public double accuracyAt(double share) {
        return accuracy.get((int) Math.round(share * (accuracy.size() - 1)));
    }

    private double share(int index) {
        return index / (double) (accuracy.size() - 1);
    }

    private int first(double gapShare) {
        double wanted = accuracy.getFirst() + gapShare * (accuracy.getLast() - accuracy.getFirst());
        for (int i = 0; i < accuracy.size(); i++) {
            if (accuracy.get(i) >= wanted - 1e-12) {
                return i;
            }
        }
        return accuracy.size() - 1;
    }
}
