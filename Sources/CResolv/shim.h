#pragma once
#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>
#include <string.h>

// The resolver keeps its name servers in a union, and reads answers by macros; Swift sees neither. A question for one
// server is asked and its answer read here, by glibc alone.

// What res_h_errno says when a question has no answer.
static const int daruma_dns_no_such_name = HOST_NOT_FOUND;
static const int daruma_dns_no_such_record = NO_DATA;

// Asks the server at `address` (IPv4, dotted) once, and once more where it is silent, for at most `seconds` each.
// Returns the bytes of the answer, or the negative of what res_h_errno says; INT_MIN where it can't be asked.
static inline int daruma_dns_ask(
    const char *address, unsigned short port, const char *name, int type, int seconds, unsigned char *answer, int size) {
  struct __res_state state;
  memset(&state, 0, sizeof state);
  struct sockaddr_in server;
  memset(&server, 0, sizeof server);
  server.sin_family = AF_INET;
  server.sin_port = htons(port);
  if (inet_pton(AF_INET, address, &server.sin_addr) != 1 || res_ninit(&state) != 0) return -0x7fffffff;
  state.nscount = 1;
  state.nsaddr_list[0] = server;
  state.retrans = seconds;
  state.retry = 2;
  // The name is complete: nothing of this machine's own configuration may be put behind it.
  state.options = (state.options & ~(RES_DNSRCH | RES_DEFNAMES | RES_ROTATE)) | RES_RECURSE;
  int length = res_nquery(&state, name, ns_c_in, type, answer, size);
  int reason = state.res_h_errno;
  res_nclose(&state);
  return length >= 0 ? length : -reason;
}

// Calls `receive` with the text of each record of `type` in the answer. Returns 0, or -1 where the answer is malformed.
static inline int daruma_dns_records(
    const unsigned char *answer, int length, int type, void (*receive)(void *owner, const char *text), void *owner) {
  ns_msg message;
  if (ns_initparse(answer, length, &message) != 0) return -1;
  for (int index = 0; index < ns_msg_count(message, ns_s_an); index++) {
    ns_rr record;
    if (ns_parserr(&message, ns_s_an, index, &record) != 0) return -1;
    if ((int)ns_rr_type(record) != type) continue;
    char text[NS_MAXDNAME];
    if (type == ns_t_a) {
      if (ns_rr_rdlen(record) != 4 || inet_ntop(AF_INET, ns_rr_rdata(record), text, sizeof text) == NULL) return -1;
    } else if (type == ns_t_aaaa) {
      if (ns_rr_rdlen(record) != 16 || inet_ntop(AF_INET6, ns_rr_rdata(record), text, sizeof text) == NULL) return -1;
    } else if (ns_name_uncompress(
                   ns_msg_base(message), ns_msg_end(message), ns_rr_rdata(record), text, sizeof text) < 0) {
      return -1;
    }
    receive(owner, text);
  }
  return 0;
}
