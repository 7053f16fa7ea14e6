#pragma once
// The programme's papers, finished for the printer: door plate, pledge letter, village notice, ballot, slip.
// All words come worded from the caller, in the reader's language; this file only sets them. Throws
// std::logic_error for a link that no QR code holds, and Refusal documents.image_* for a signature's picture
// that cannot be read.
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "documents/canvas.h"

namespace lianghu::documents {

struct Plate {
  std::string place;                // 兴十四镇 音河村
  std::string slogan;               // 挂牌亮户争先锋
  std::string heading;              // 共产党员户
  std::optional<std::string> name;  // by consent only; without it the serial number stands in its place
  std::string serial;               // 音河 012 号
  std::string date;                 // 2020 年 7 月 20 日挂牌; may be empty
  std::string link;                 // what the code opens
  std::string instruction;          // 扫码看承诺、说句话
};

enum class PlatePaper { a5_one, a4_two };  // a4_two: with a line to cut along
[[nodiscard]] std::string plate_pdf(const std::vector<Plate>& plates, const PdfInfo& info,
                                    PlatePaper paper = PlatePaper::a5_one);

struct LetterItem {
  std::string role;  // written once for items of one role that follow each other
  std::string what;
  std::string due;
};

/// Nothing: a line to sign on. A string: PNG or JPEG bytes.
using Signature = std::variant<std::monostate, Strokes, std::string>;

struct Signer {
  std::string label;  // 党员; 愿意同签的家人
  std::string words;  // at the line's end: 王桂芝（已签）; may be empty
  Signature signature;
};

struct Letter {
  std::string number;    // 音河 012 号，第 1 版
  std::string title;     // 共产党员户公开承诺书
  std::string subtitle;  // 我是党员，我承诺
  std::string opening;
  std::string role_heading, what_heading, due_heading;
  std::vector<LetterItem> items;
  std::string closing;
  std::vector<Signer> signers;        // the member first, then those who co-sign
  std::vector<std::string> received;  // signed on …, received by the branch on …
  std::string stamp;                  // 盖章处; empty: no place for a stamp
  std::vector<std::string> small;     // notice period, how to verify, the record's hash
  std::string link;                   // empty: no code
  std::string page_line;  // 第 {page} 页，共 {pages} 页: set when a letter takes more than one
};
[[nodiscard]] std::string letter_pdf(const std::vector<Letter>& letters, const PdfInfo& info);

/// The pictures of the five roles.
enum class RoleIcon { none, flag, horn, house, talk, hand };

struct NoticeItem {
  RoleIcon icon = RoleIcon::none;
  std::string text;
};

struct NoticeEntry {
  std::string number;  // 012
  std::string name;    // may be empty
  std::vector<NoticeItem> items;
};

struct Notice {
  std::string place;               // 兴十四镇·音河村党支部
  std::string title;               // 党员户公开承诺
  std::string page_line;           // 第 {page} 张，共 {pages} 张
  std::vector<NoticeItem> legend;  // the roles
  std::vector<NoticeEntry> entries;
  std::string foot_title;          // 公示：9 月 12 日至 9 月 19 日
  std::vector<std::string> foot;   // the last line is set quietly
  std::vector<std::string> small;  // fingerprint and the like
  std::string link;
};

enum class NoticePaper { a3_full, a4_reduced };
[[nodiscard]] std::string notice_pdf(const Notice& notice, const PdfInfo& info,
                                     NoticePaper paper = NoticePaper::a3_full);

struct BallotChoice {
  std::string name;
  std::string profile;  // one or two lines of what the other side may know
};

/// A ballot on paper: filled in by hand, and entered on a phone by means of the code on its strip. The part
/// with the choices bears a number and no name.
struct BallotSheet {
  std::string title;               // 双向选择票
  std::vector<std::string> head;   // 音河村，第 1 轮，票号 0417; 8 月 9 日前投
  std::vector<std::string> steps;  // how to fill it in, numbered
  std::string rank_heading, name_heading, veto_heading;
  std::vector<std::string> reasons;  // to tick: 亲属; 别的
  std::vector<BallotChoice> choices;
  std::string tell_title, tell;  // who will see it
  std::string recorder_label, signature_label;
  std::string cut;                 // 沿这里撕下，自己留着
  std::string strip_title, strip;  // on the strip beside the code
  std::string link;
  std::string page_line;  // 第 {page} 页，共 {pages} 页: set when it takes more than one
};
/// Each begins on a page of its own.
[[nodiscard]] std::string ballot_pdf(const std::vector<BallotSheet>& sheets, const PdfInfo& info);

/// A paper with a code, handed to whoever may use it: the code is typed at the page that the link opens, and
/// stands in no address.
struct SlipPaper {
  std::string title;               // 评议票
  std::vector<std::string> lines;  // 音河村，8 月 15 日主题党日; 一户一张
  std::string code;                // 1234 5678 9012
  std::string use;                 // how
  std::string tell;                // once; nobody sees who marked what
};
/// Eight on a page of A4, with lines to cut along. They all lead to `link`, which is printed too.
[[nodiscard]] std::string slip_pdf(const std::vector<SlipPaper>& slips, const std::string& link,
                                   const PdfInfo& info);

/// `words` with {page} and {pages} filled in.
[[nodiscard]] std::string page_words(const std::string& words, int page, int pages);

}  // namespace lianghu::documents
