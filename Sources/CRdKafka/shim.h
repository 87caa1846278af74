#ifndef DARUMA_CRDKAFKA_SHIM_H
#define DARUMA_CRDKAFKA_SHIM_H

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <sys/prctl.h>

// rd_kafka_producev is variadic, which Swift cannot call. The alternatives do worse on librdkafka
// 2.0.2: rd_kafka_produce_batch drops headers, and rd_kafka_produceva frees them twice when the
// partition does not exist.
//
// Copies key and value. Takes ownership of headers only when it returns RD_KAFKA_RESP_ERR_NO_ERROR.
// A null key or value pointer means "no key" or "tombstone", whatever the size.
static inline rd_kafka_resp_err_t daruma_rd_kafka_produce(
    rd_kafka_t *client, rd_kafka_topic_t *topic, int32_t partition,
    const void *value, size_t value_size, const void *key, size_t key_size,
    rd_kafka_headers_t *headers, int64_t timestamp_ms, void *opaque) {
  return rd_kafka_producev(
      client,
      RD_KAFKA_V_RKT(topic),
      RD_KAFKA_V_PARTITION(partition),
      RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
      RD_KAFKA_V_VALUE((void *)value, value_size),
      RD_KAFKA_V_KEY(key, key_size),
      RD_KAFKA_V_HEADERS(headers),
      RD_KAFKA_V_TIMESTAMP(timestamp_ms),
      RD_KAFKA_V_OPAQUE(opaque),
      RD_KAFKA_V_END);
}

// prctl is variadic, and pthread_setname_np is hidden from Swift behind _GNU_SOURCE. Names the calling
// thread; Linux keeps the first 15 bytes.
static inline void daruma_name_thread(const char *name) {
  prctl(PR_SET_NAME, name, 0, 0, 0);
}

#endif
