package io.trawl.kafka.packets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WorkConsumerTest {
    @Test
    void shouldHaveAsManyConsumersAsItsSlotsHoldBatches() {
        assertThat(WorkConsumer.SHARE.consumers(2, 8, 1)).isEqualTo(2);
        assertThat(WorkConsumer.SHARE.consumers(2, 1, 1)).isEqualTo(1);
        assertThat(WorkConsumer.SHARE.consumers(4, 10, 4)).isEqualTo(2);
        assertThat(WorkConsumer.SHARE.consumers(4, 500, 500)).isEqualTo(1);
    }

    @Test
    void shouldHaveOneConsumerWhereItHasPartitionsOfItsOwn() {
        assertThat(WorkConsumer.GROUP.consumers(4, 8, 1)).isEqualTo(1);
    }
}
