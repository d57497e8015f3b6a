/**
 * Fingerprints of keys as words that can be read out on the telephone: one word of two characters for each byte. No two
 * sound alike, also where zh and z, n and l, or the endings -n and -ng are one sound. The list never changes: what was
 * read out last year must be the same today.
 */

/** 256 words, each with its reading. */
const list = `
  苹果 pingguo 白菜 baicai 萝卜 luobo 豆腐 doufu 鸡蛋 jidan 米饭 mifan 面条 miantiao 馒头 mantou
  包子 baozi 饺子 jiaozi 牛奶 niunai 茶叶 chaye 白糖 baitang 食盐 shiyan 酱油 jiangyou 花生 huasheng
  玉米 yumi 高粱 gaoliang 大豆 dadou 甘蔗 ganzhe 荔枝 lizhi 龙眼 longyan 香蕉 xiangjiao 柚子 youzi
  橘子 juzi 西瓜 xigua 葡萄 putao 石榴 shiliu 核桃 hetao 板栗 banli 红枣 hongzao 竹笋 zhusun
  木耳 muer 蘑菇 mogu 辣椒 lajiao 生姜 shengjiang 大蒜 dasuan 芝麻 zhima 蜂蜜 fengmi 冬瓜 donggua
  南瓜 nangua 黄瓜 huanggua 菠菜 bocai 芹菜 qincai 韭菜 jiucai 土豆 tudou 红薯 hongshu 芋头 yutou
  莲藕 lianou 桌子 zhuozi 椅子 yizi 板凳 bandeng 柜子 guizi 书架 shujia 台灯 taideng 电视 dianshi
  电话 dianhua 冰箱 bingxiang 风扇 fengshan 水壶 shuihu 茶杯 chabei 饭碗 fanwan 筷子 kuaizi 勺子 shaozi
  菜刀 caidao 铁锅 tieguo 木桶 mutong 雨伞 yusan 毛巾 maojin 肥皂 feizao 牙刷 yashua 镜子 jingzi
  梳子 shuzi 剪刀 jiandao 针线 zhenxian 棉被 mianbei 枕头 zhentou 床单 chuangdan 窗帘 chuanglian 大门 damen
  钥匙 yaoshi 楼梯 louti 屋顶 wuding 院子 yuanzi 围墙 weiqiang 砖头 zhuantou 水泥 shuini 石灰 shihui
  钢筋 gangjin 木板 muban 铁钉 tieding 锤子 chuizi 斧头 futou 锄头 chutou 镰刀 liandao 水车 shuiche
  风车 fengche 火车 huoche 汽车 qiche 轮船 lunchuan 飞机 feiji 马车 mache 帆船 fanchuan 码头 matou
  桥梁 qiaoliang 公路 gonglu 隧道 suidao 车站 chezhan 机场 jichang 红灯 hongdeng 路口 lukou 高山 gaoshan
  河流 heliu 湖泊 hupo 大海 dahai 沙滩 shatan 草原 caoyuan 森林 senlin 山谷 shangu 瀑布 pubu
  岩石 yanshi 泥土 nitu 沙漠 shamo 岛屿 daoyu 泉水 quanshui 田野 tianye 太阳 taiyang 月亮 yueliang
  星星 xingxing 白云 baiyun 彩虹 caihong 雷电 leidian 大雪 daxue 露水 lushui 冰雹 bingbao 春天 chuntian
  夏天 xiatian 秋天 qiutian 冬天 dongtian 早晨 zaochen 昨天 zuotian 老虎 laohu 狮子 shizi 大象 daxiang
  猴子 houzi 熊猫 xiongmao 狐狸 huli 兔子 tuzi 松鼠 songshu 骆驼 luotuo 山羊 shanyang 绵羊 mianyang
  黄牛 huangniu 水牛 shuiniu 白马 baima 毛驴 maolv 小狗 xiaogou 花猫 huamao 公鸡 gongji 鸭子 yazi
  白鹅 baie 燕子 yanzi 麻雀 maque 喜鹊 xique 乌鸦 wuya 老鹰 laoying 鸽子 gezi 孔雀 kongque
  鹦鹉 yingwu 蝴蝶 hudie 蜜蜂 mifeng 蜻蜓 qingting 蚂蚁 mayi 蜘蛛 zhizhu 蚯蚓 qiuyin 青蛙 qingwa
  乌龟 wugui 鲤鱼 liyu 草鱼 caoyu 螃蟹 pangxie 龙虾 longxia 海豚 haitun 鲸鱼 jingyu 柳树 liushu
  杨树 yangshu 樟树 zhangshu 桂花 guihua 荷花 hehua 菊花 juhua 梅花 meihua 兰花 lanhua 桃花 taohua
  玫瑰 meigui 牡丹 mudan 茉莉 moli 竹子 zhuzi 小草 xiaocao 树叶 shuye 种子 zhongzi 稻谷 daogu
  棉花 mianhua 甜菜 tiancai 医生 yisheng 老师 laoshi 工人 gongren 农民 nongmin 司机 siji 厨师 chushi
  画家 huajia 歌手 geshou 邮差 youchai 木匠 mujiang 渔夫 yufu 裁缝 caifeng 护士 hushi 警察 jingcha
  爷爷 yeye 奶奶 nainai 叔叔 shushu 姐姐 jiejie 弟弟 didi 朋友 pengyou 邻居 linju 课本 keben
  铅笔 qianbi 钢笔 gangbi 毛笔 maobi 橡皮 xiangpi 尺子 chizi 算盘 suanpan 地图 ditu 信封 xinfeng
  邮票 youpiao 字典 zidian 故事 gushi 唱歌 changge 跳舞 tiaowu 下棋 xiaqi 篮球 lanqiu 足球 zuqiu
  风筝 fengzheng 气球 qiqiu 灯笼 denglong 二胡 erhu 笛子 dizi 钢琴 gangqin 喇叭 laba 锣鼓 luogu
  帽子 maozi 围巾 weijin 手套 shoutao 袜子 wazi 皮鞋 pixie 裤子 kuzi 裙子 qunzi 棉袄 mianao
`

/** The words by the byte they stand for, with their readings (no tones, v for ü). */
export const fingerprintWordList: readonly { readonly word: string; readonly reading: string }[] = [
  ...list.matchAll(/(\S+) ([a-z]+)/g),
].map(([, word = '', reading = '']) => ({ word, reading }))

/** So many words are read out: 64 bits of the SHA-256 that a fingerprint is. */
export const fingerprintWordCount = 8

/** The words of a fingerprint (hex, at least 16 digits). */
export const fingerprintWords = (fingerprint: string): readonly string[] =>
  Array.from(
    { length: fingerprintWordCount },
    (_, at) => fingerprintWordList[Number.parseInt(fingerprint.slice(2 * at, 2 * at + 2), 16)]?.word ?? '',
  )

/** The words as they are shown and printed. */
export const shownFingerprintWords = (fingerprint: string): string => fingerprintWords(fingerprint).join(' ')

/** Whether typed words are those of a fingerprint, with whatever stands between them. */
export const isFingerprintSaid = (typed: string, fingerprint: string): boolean =>
  typed.normalize('NFKC').replaceAll(/[^\p{Script=Han}]/gu, '') === fingerprintWords(fingerprint).join('')
