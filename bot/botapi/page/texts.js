"use strict";

// Sentences of the page itself, in both languages; what the bot says comes as it is.
const texts = {
  en: {
    who: "Who are you?", whoHint: "Everybody here has a chat of their own.", newVisitor: "Somebody new", newVisitorHint: "A visitor nobody knows yet",
    close: "Close", switch: "Change who you are", log: "Messages", newest: "To the newest message", cancel: "Cancel", start: "Start",
    commands: "Commands", message: "Message", attach: "Attach a picture or a file", send: "Send", ok: "OK", photo: "Picture", file: "File",
    edit: "Edit", reply: "Reply", copy: "Copy", editing: "Edit message", replying: "Reply to", copied: "Copied", edited: "edited", bot: "bot",
    typing: "typing", offline: "Connecting again", failed: "That did not work. Please try again.", more: "Message actions", today: "Today",
    yesterday: "Yesterday", other: "中", otherName: "中文", hello: "Press Start to begin", voice: "Voice note", place: "Location", enlarge: "Enlarge picture",
    forwarded: "Forwarded", you: "You", again: "Not sent. Tap to try again", logout: "Log out", large: "A file may have up to 50 MB.",
  },
  zh: {
    who: "你是哪一位？", whoHint: "每个人都有自己的聊天。", newVisitor: "新来的人", newVisitorHint: "谁都还不认识的访客",
    close: "关闭", switch: "换一个人", log: "消息", newest: "回到最新消息", cancel: "取消", start: "开始",
    commands: "命令", message: "消息", attach: "添加图片或文件", send: "发送", ok: "好", photo: "图片", file: "文件",
    edit: "编辑", reply: "回复", copy: "复制", editing: "编辑消息", replying: "回复", copied: "已复制", edited: "已编辑", bot: "机器人",
    typing: "正在输入", offline: "正在重新连接", failed: "没有成功，请再试一次。", more: "消息操作", today: "今天",
    yesterday: "昨天", other: "EN", otherName: "English", hello: "点“开始”就可以聊天了", voice: "语音", place: "位置", enlarge: "放大图片",
    forwarded: "转发", you: "我", again: "没发出去，点这里重发", logout: "退出登录", large: "文件不能超过50 MB。",
  },
};
